package dev.vivarium.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what other threads are about to do: looks every few milliseconds, for half a minute at most. */
public final class Eventually {

    private static final Duration OFTEN = Duration.ofMillis(3);

    private Eventually() {}

    /** Begins the condition. */
    public static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(OFTEN).atMost(Duration.ofSeconds(30));
    }
}
