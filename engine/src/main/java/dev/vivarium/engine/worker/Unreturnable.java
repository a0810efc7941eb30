package dev.vivarium.engine.worker;

/** A value that a script can't return. Becomes a Python exception at the call of {@code _return}. */
final class Unreturnable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    /**
     * @param kind {@code type} for a TypeError, {@code value} for a ValueError
     * @param message what is wrong, for the script's author
     */
    Unreturnable(String kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Python's class for it. */
    String type() {
        return kind.equals("type") ? "TypeError" : "ValueError";
    }

    /** What prelude.py makes its exception from. */
    String forPrelude() {
        return kind + ":" + getMessage();
    }
}
