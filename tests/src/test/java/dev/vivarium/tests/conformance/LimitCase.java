package dev.vivarium.tests.conformance;

import dev.vivarium.Outcome;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;

/**
 * One limit, a script that stays within it and one that does not.
 *
 * @param policy has a bound on the limit that is the tightest of all its bounds
 * @param allowed that bound, as people are shown it
 * @param end how the script beyond it ends
 */
record LimitCase(
        LimitKey<?> key, Policy policy, String allowed, String within, String beyond, Class<? extends Outcome> end) {

    /** No script here comes near any limit but its own, on a busy machine either. */
    private static final Policy ROOMY = Presets.PLAYER.toBuilder()
            .name("roomy")
            .limit(Limits.TIMEOUT, Duration.ofMinutes(1))
            .limit(Limits.CPU, Duration.ofSeconds(30))
            .build();

    static <T extends Comparable<? super T>> LimitCase of(LimitKey<T> key, T most, String within, String beyond) {
        Policy policy = ROOMY.toBuilder().limit(key, most).build();
        return new LimitCase(key, policy, key.show(most), within, beyond, Outcome.LimitExceeded.class);
    }

    /** The same, with an outcome of its own. */
    LimitCase endsAs(Class<? extends Outcome> other) {
        return new LimitCase(key, policy, allowed, within, beyond, other);
    }

    @Override
    public String toString() {
        return key.name();
    }
}
