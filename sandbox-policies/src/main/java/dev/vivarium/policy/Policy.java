package dev.vivarium.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a script may do and use. Immutable.
 *
 * @param name how users refer to it, for example in {@code --policy}
 * @param trust whether its scripts must stay behind every wall
 * @param placement where its scripts run
 * @param limits what one run may use up
 */
public record Policy(String name, Trust trust, Placement placement, Limits limits) {

    /** Untrusted scripts of players: a confined worker process, seconds of time, small values. The default. */
    public static final Policy PLAYER = new Policy(
            "player",
            Trust.UNTRUSTED,
            Placement.PROCESS,
            new Limits(
                    Limit.of(Duration.ofSeconds(10)),
                    Limit.of(ByteSize.kib(256)),
                    Limit.of(ByteSize.mib(1)),
                    Limit.of(100_000),
                    Limit.of(50),
                    Limit.of(ByteSize.kib(256))));

    /** Trusted scripts of the people who run the server: long, large, and allowed to ask for the host's own JVM. */
    public static final Policy ADMIN = new Policy(
            "admin",
            Trust.TRUSTED,
            Placement.PROCESS,
            new Limits(
                    Limit.of(Duration.ofMinutes(10)),
                    Limit.of(ByteSize.mib(8)),
                    Limit.of(ByteSize.mib(16)),
                    Limit.of(1_000_000),
                    Limit.of(100),
                    Limit.of(ByteSize.mib(2))));

    /** The policies that exist without a policy file. */
    public static List<Policy> presets() {
        return List.of(ADMIN, PLAYER);
    }

    /** The preset called {@code name}, or empty. */
    public static Optional<Policy> preset(String name) {
        return presets().stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** A copy with another placement. Whether the trust allows it is judged when a script is submitted. */
    public Policy withPlacement(Placement changed) {
        return new Policy(name, trust, changed, limits);
    }

    /** A copy with other limits. */
    public Policy withLimits(Limits changed) {
        return new Policy(name, trust, placement, changed);
    }
}
