package dev.vivarium.engine.link;

/** A message can't be written, because of what is in it. Nothing of it was sent, and the link works on. */
public final class UnsendableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnsendableException(String message) {
        super(message);
    }
}
