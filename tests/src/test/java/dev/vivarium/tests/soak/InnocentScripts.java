package dev.vivarium.tests.soak;

import dev.vivarium.Script;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.Random;
import org.graalvm.polyglot.HostAccess;

/** Scripts that do no harm, each with an answer that no other one has. */
final class InnocentScripts {

    private static final String COMPUTES = """
            total = 0
            for i in range(1, number + 1):
                total += i * i
            _return([number, total])
            """;

    private static final String CALLS = """
            _return([number, sum(desk.square(i) for i in range(number, number + 3))])
            """;

    private static final String SLEEPS = """
            import time
            time.sleep(pause)
            _return([number, number * 3])
            """;

    private final Policy policy;
    private final Random random;

    /** @param time how long each may run */
    InnocentScripts(Duration time, Random random) {
        policy = Presets.PLAYER.toBuilder().limit(Limits.TIMEOUT, time).build();
        this.random = random;
    }

    /** One with this number, of a random kind. */
    Innocent script(int index, String owner) {
        long number = 1_000L + index;
        return switch (random.nextInt(4)) {
            case 0 ->
                new Innocent(script(CALLS, number, owner).granting("desk", new Desk()), number, calls(number), false);
            case 1 ->
                new Innocent(
                        script(SLEEPS, number, owner).with("pause", random.nextDouble(0.3)), number, number * 3, false);
            default ->
                new Innocent(
                        script(COMPUTES, number, owner), number, number * (number + 1) * (2 * number + 1) / 6, true);
        };
    }

    private Script script(String source, long number, String owner) {
        return Script.of(source)
                .named("innocent " + number)
                .ownedBy(owner)
                .under(policy)
                .with("number", number);
    }

    private static long calls(long number) {
        return number * number + (number + 1) * (number + 1) + (number + 2) * (number + 2);
    }

    /** A host object that computes. */
    static final class Desk {

        /** The square of {@code number}. */
        @HostAccess.Export
        public long square(long number) {
            return number * number;
        }
    }
}
