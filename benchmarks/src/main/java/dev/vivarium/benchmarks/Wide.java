package dev.vivarium.benchmarks;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;

/** A player's policy with so much time and memory that only the measure itself ends a script. */
final class Wide {

    static final Policy POLICY = Presets.PLAYER.toBuilder()
            .name("wide")
            .limit(Limits.TIMEOUT, Duration.ofMinutes(2))
            .limit(Limits.CPU, Duration.ofMinutes(2))
            .limit(Limits.MEMORY, ByteSize.mib(400))
            .build();

    private Wide() {}
}
