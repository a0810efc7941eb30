package dev.vivarium.engine.dialog;

/**
 * What became of a question.
 *
 * @param text empty but for an answer
 */
public record Answer(Kind kind, String text) {

    /** How a question ends. */
    public enum Kind {
        /** Somebody answered. */
        ANSWERED("answer"),
        /** Somebody said that there will be no answer. */
        CANCELLED("cancelled"),
        /** Nobody answered in time. */
        EXPIRED("expired");

        /** What asynchronous.py calls it. */
        public final String word;

        Kind(String word) {
            this.word = word;
        }
    }
}
