package dev.vivarium.benchmarks;

/** What was to be measured did something else than it should; the message says what. */
final class MeasureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MeasureException(String message) {
        super(message);
    }
}
