package dev.vivarium.console.attack;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * An engine of one worker, which attacks share one after the other: so the next script, the waiting task beside it and
 * a second part meet the very worker that was attacked.
 */
final class Lane implements AutoCloseable {

    static final int WORKER_HEAP_MEGABYTES = 256;

    private static final int SPARES = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Function<VivariumBuilder, Vivarium> opener;
    private Vivarium engine;

    Lane(Function<VivariumBuilder, Vivarium> opener) {
        this.opener = opener;
        this.engine = open(opener);
    }

    private static Vivarium open(Function<VivariumBuilder, Vivarium> opener) {
        return opener.apply(
                Vivarium.builder().workers(1).spares(SPARES).peakWorkers(0).workerHeapMegabytes(WORKER_HEAP_MEGABYTES));
    }

    Vivarium engine() {
        return engine;
    }

    /**
     * Waits until the next script starts at once and the spare is warm: an attack that costs its worker is judged by how
     * soon the spare serves, and not by how the attack before it used the spare up.
     */
    void awaitReady() throws InterruptedException {
        try {
            engine.awaitReady(PATIENCE);
            new Stopwatch().waitFor(PATIENCE, () -> engine.stats().workersReady() >= 1 + SPARES);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no worker is ready after " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** Begins anew: what one attack broke is not to be blamed on the next. */
    void renew() {
        engine.close();
        engine = open(opener);
    }

    @Override
    public void close() {
        engine.close();
    }
}
