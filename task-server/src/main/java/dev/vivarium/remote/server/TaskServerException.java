package dev.vivarium.remote.server;

/** A task server can't start; the message is one line that names the setting, the rule and what was found. */
public final class TaskServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TaskServerException(String message) {
        super(message);
    }
}
