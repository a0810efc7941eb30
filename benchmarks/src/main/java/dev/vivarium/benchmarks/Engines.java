package dev.vivarium.benchmarks;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Opens engines to be measured. */
final class Engines {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private Engines() {}

    /** An engine with {@code workers} workers and no spare: what starts in the background would be measured too. */
    static Vivarium withWorkers(int workers) throws InterruptedException, TimeoutException {
        return ready(builder(workers), workers);
    }

    /** What {@link #withWorkers} opens with one worker, to be changed. */
    static VivariumBuilder oneWorker() {
        return builder(1);
    }

    private static VivariumBuilder builder(int workers) {
        return Vivarium.builder().workers(workers).spares(0).startTimeout(START_WITHIN);
    }

    /** An engine by {@code builder}, once {@code processes} workers are up, spares among them. */
    static Vivarium ready(VivariumBuilder builder, int processes) throws InterruptedException, TimeoutException {
        Vivarium engine = builder.open();
        try {
            awaitWorkers(engine, processes);
            return engine;
        } catch (InterruptedException | TimeoutException | RuntimeException failed) {
            engine.close();
            throw failed;
        }
    }

    /** Waits until that many workers are up, spares among them. */
    static void awaitWorkers(Vivarium engine, int processes) throws InterruptedException, TimeoutException {
        engine.awaitReady(START_WITHIN);
        Stopwatch.await(
                processes + " workers up", START_WITHIN, () -> engine.stats().workersReady() >= processes);
    }
}
