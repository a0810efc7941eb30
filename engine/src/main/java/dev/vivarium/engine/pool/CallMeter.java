package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import java.util.Optional;

/** Counts one task's calls to capabilities, in all and in the present second. Used by the pool's events alone. */
final class CallMeter {

    private static final long SECOND = 1_000_000_000L;

    private int all;
    private int thisSecond;
    private long secondBegan;

    /** Counts one more call at {@code nanos}; gives the limit that it breaks, if it does. */
    Optional<Outcome.LimitExceeded> count(Limits limits, long nanos) {
        all++;
        if (thisSecond == 0 || nanos - secondBegan >= SECOND) {
            secondBegan = nanos;
            thisSecond = 0;
        }
        thisSecond++;
        return broken(limits, Limits.CALLS, all).or(() -> broken(limits, Limits.CALLS_PER_SECOND, thisSecond));
    }

    private static Optional<Outcome.LimitExceeded> broken(Limits limits, LimitKey<Integer> key, int used) {
        return limits.of(key).allows(used)
                ? Optional.empty()
                : Optional.of(new Outcome.LimitExceeded(
                        key.name(), key.show(limits.of(key)), Integer.toString(used), Usage.NONE));
    }
}
