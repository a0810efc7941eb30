package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How soon after its deadline a script is over that computes for ever, but lets itself be stopped. */
final class KillLoop implements Measure {

    static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final String SOURCE = "while True:\n    pass\n";
    private static final int WARM_UP = 60;
    private static final int HASTY_WARM_UP = 2;
    private static final int KILLS = 50;
    private static final int HASTY_KILLS = 8;
    private static final double TAIL = 99;
    private static final int PROCESSES = 2;

    private final Goal tail = Goal.atMost("kill-loop-p99", 20, "ms");
    private final Goal begin = Goal.told("kill-loop-begin-p99", "ms");
    private final Goal lost = Goal.told("kill-loop-workers-lost", "workers");

    @Override
    public String name() {
        return "kill-loop";
    }

    @Override
    public String about() {
        return "an endless loop with a timeout of " + TIMEOUT.toMillis()
                + " ms, which counts from its begin: from its deadline to its callback; after " + WARM_UP
                + " kills to warm up; before each, worker and spare are up, and a trivial script has run";
    }

    @Override
    public List<Goal> goals() {
        return List.of(tail, begin, lost);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        try (Vivarium engine = Engines.ready(Vivarium.builder().workers(1).spares(PROCESSES - 1), PROCESSES)) {
            kills(engine, plan.either(WARM_UP, HASTY_WARM_UP));
            for (int round = 0; round < plan.rounds(); round++) {
                long before = engine.stats().workersLost();
                List<Kill> kills = kills(engine, plan.either(KILLS, HASTY_KILLS));
                readings.add(tail, tail(kills, Kill::millis));
                readings.add(begin, tail(kills, Kill::beginMillis));
                readings.add(lost, (double) (engine.stats().workersLost() - before));
            }
        }
    }

    /** A loop that does not stop in time costs its worker: that is in its time, and not in the next one's. */
    private static List<Kill> kills(Vivarium engine, int count) throws Exception {
        Script loop = Script.of(SOURCE);
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Engines.awaitWorkers(engine, PROCESSES);
            // What the kill before it has left is cleared away: the time of this one begins with its script.
            new Caller(engine).call(Trivial.under(Presets.PLAYER)).mustBe(Trivial.EXPECTED);
            kills.add(Kill.of(engine, loop, TIMEOUT));
        }
        return kills;
    }

    private static double tail(List<Kill> kills, ToDoubleFunction<Kill> millis) {
        return Statistics.percentile(kills.stream().map(millis::applyAsDouble).toList(), TAIL);
    }
}
