package dev.vivarium.remote;

/** What came is not what was agreed; the message says where and why, in words that may be shown to the other side. */
public final class BadJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message where and why */
    public BadJsonException(String message) {
        super(message);
    }

    /** The message, never null. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
