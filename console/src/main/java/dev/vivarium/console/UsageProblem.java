package dev.vivarium.console;

/** What was asked for makes no sense; the message is the one line that says so. Ends with {@link ExitStatus#USAGE}. */
final class UsageProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageProblem(String message) {
        super(message);
    }

    /** The message, never null. */
    String line() {
        return String.valueOf(getMessage());
    }
}
