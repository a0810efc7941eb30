package dev.vivarium.web;

/** A request that can't be done, and what its sender is told. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
