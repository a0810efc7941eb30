package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.List;

/** Whether a task takes longer when more are queued. */
final class QueueScaling implements Measure {

    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final int HASTY_MANY = 2_000;
    private static final int SECONDS = 8;
    private static final int HASTY_SECONDS = 2;
    private static final int ROUNDS = 3;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Goal ratio = Goal.atMost("queue-scaling", 1.2, Goal.RATIO);
    private final Goal cost = Goal.told("queue-scaling-task", "ms");

    @Override
    public String name() {
        return "queue-scaling";
    }

    @Override
    public String about() {
        return "the time per trivial task on one worker with " + MANY + " tasks queued, kept at that by new ones, as"
                + " multiple of the same with " + FEW + "; after " + SECONDS + " s of each to warm up";
    }

    @Override
    public List<Goal> goals() {
        return List.of(ratio, cost);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        measure(plan, FEW);
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            double few = measure(plan, FEW);
            double many = measure(plan, plan.either(MANY, HASTY_MANY));
            readings.add(ratio, many / few);
            readings.add(cost, many);
            readings.part(cost, "with " + FEW + " queued", few);
        }
    }

    /** In an engine of its own, whose end is the end of all that is still queued. */
    private static double measure(Plan plan, int queued) throws Exception {
        Duration measured = Duration.ofSeconds(plan.either(SECONDS, HASTY_SECONDS));
        try (Vivarium engine = Engines.ready(
                Vivarium.builder().workers(1).spares(0).maxQueued(2 * MANY).runsPerWorker(Integer.MAX_VALUE), 1)) {
            Script script = Trivial.under(Presets.PLAYER);
            return MILLIS_PER_SECOND / new Flow(engine, () -> script, queued).perSecondOfMany(measured, measured);
        }
    }
}
