package dev.vivarium.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things side by side, each again and again. */
final class Lanes {

    private Lanes() {}

    /** What is done again and again. */
    @FunctionalInterface
    interface Step {

        /** Once. */
        void run() throws Exception;
    }

    /** How many steps are done in a second in all lanes together. */
    static double perSecond(Duration measured, List<? extends Step> lanes) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            Stopwatch watch = new Stopwatch();
            List<Future<Long>> counts = new ArrayList<>();
            for (Step lane : lanes) {
                counts.add(threads.submit(() -> count(lane, watch, measured.toMillis())));
            }
            long done = 0;
            for (Future<Long> count : counts) {
                done += count.get();
            }
            return done / watch.seconds();
        }
    }

    private static long count(Step lane, Stopwatch watch, long untilMillis) throws Exception {
        long done = 0;
        while (watch.millis() < untilMillis) {
            lane.run();
            done++;
        }
        return done;
    }
}
