package dev.vivarium.remote.server;

/** A request that is refused; the message is shown to the client. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String detail) {
        super(detail);
        this.status = status;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
