package dev.vivarium;

import java.util.Objects;

/**
 * Thrown by a host object to tell a script that uses it what is wrong: the script gets a Python exception of that class
 * with that message. Any other exception reaches the script as a RuntimeError that says nothing, and the log as it is.
 */
public final class CapabilityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    /**
     * An error for the script.
     *
     * @param type a builtin exception class of Python, for example {@code ValueError}
     * @param message what the script's author may read
     */
    public CapabilityException(String type, String message) {
        super(Objects.requireNonNull(message));
        this.type = Objects.requireNonNull(type);
    }

    /** The name of Python's exception class. */
    public String type() {
        return type;
    }
}
