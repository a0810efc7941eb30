package dev.vivarium.spi;

/** A database that fails. The message is for the host's log: scripts must not be told. */
public final class DelayStoreException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** With what the driver says. */
    public DelayStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
