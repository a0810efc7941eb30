package dev.vivarium.spi;

import java.time.Duration;

/** Runs the scripts of delays whose time has come. Called by threads of the store's, by many at once. */
@FunctionalInterface
public interface DelayRunner {

    /** Runs it to its end, however long that takes. */
    Run run(StoredRow row);

    /** What came of it. */
    sealed interface Run {

        /**
         * It has its outcome.
         *
         * @param outcome the outcome's name
         */
        record Ended(String outcome) implements Run {}

        /** It has none, and must run again. */
        record Again(Duration in) implements Run {}
    }
}
