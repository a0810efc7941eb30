package dev.vivarium.engine.pool;

import java.time.Duration;

/** How long to wait before the next start after failed ones. Used by the pool's events alone. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private int failures;

    /** Another start failed; gives the pause before the next. */
    Duration failed() {
        failures++;
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** A worker came up. */
    void succeeded() {
        failures = 0;
    }

    /** How many starts in a row have failed. */
    int failures() {
        return failures;
    }
}
