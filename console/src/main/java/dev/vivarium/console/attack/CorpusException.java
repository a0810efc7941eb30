package dev.vivarium.console.attack;

/** A corpus that can't be read; the message is one line that says what and where. */
public final class CorpusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorpusException(String message) {
        super(message);
    }
}
