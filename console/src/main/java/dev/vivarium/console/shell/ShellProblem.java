package dev.vivarium.console.shell;

/** A line makes no sense; the message says why, in words for whoever typed it. */
public final class ShellProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A problem that is told as {@code message}. */
    public ShellProblem(String message) {
        super(message);
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
