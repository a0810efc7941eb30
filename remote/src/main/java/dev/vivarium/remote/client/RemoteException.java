package dev.vivarium.remote.client;

/** A task server has refused something, or can't be reached; the message is one line that says why. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RemoteException(int status, String message) {
        super(message);
        this.status = status;
    }

    RemoteException(String message, Throwable cause) {
        super(message, cause);
        status = 0;
    }

    /** The HTTP status of the refusal; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The message, never null. */
    String line() {
        return String.valueOf(getMessage());
    }
}
