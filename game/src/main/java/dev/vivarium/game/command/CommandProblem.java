package dev.vivarium.game.command;

/** Thrown by a command to tell whoever typed it what is wrong; nothing has happened then. */
public final class CommandProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is shown */
    public CommandProblem(String message) {
        super(message, null, false, false);
    }

    /** The message, never null. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
