package dev.vivarium.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Measures and waits: the only class here that reads the clock. */
final class Stopwatch {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration STEP = Duration.ofMillis(10);

    private final long begin = System.nanoTime();

    /** Milliseconds since this was made. */
    double millis() {
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }

    /** Seconds since this was made. */
    double seconds() {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    /** Waits until {@code elapsed} has passed since this was made; does not wait if it has. */
    void waitUntil(Duration elapsed) throws InterruptedException {
        long left = elapsed.toNanos() - (System.nanoTime() - begin);
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = elapsed.toNanos() - (System.nanoTime() - begin);
        }
    }

    /** Waits for {@code condition}, looking every ten milliseconds. */
    static void await(String what, Duration atMost, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        await(what, atMost, STEP, condition);
    }

    /** Waits for {@code condition}, looking once in each {@code step}. */
    static void await(String what, Duration atMost, Duration step, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        Stopwatch watch = new Stopwatch();
        while (!condition.getAsBoolean()) {
            if (watch.seconds() > atMost.toSeconds()) {
                throw new TimeoutException(what + " not within " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(step.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
