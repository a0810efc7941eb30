package dev.vivarium.console.attack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Measures and waits: the only place here that knows of time. */
final class Stopwatch {

    private static final Duration STEP = Duration.ofMillis(20);

    private final long begin = System.nanoTime();

    /** Since this was made. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits until {@code elapsed()} is {@code mark}, if it is not yet. */
    void waitUntil(Duration mark) throws InterruptedException {
        waitFor(mark, () -> false);
    }

    /** Waits for {@code condition}, at most until {@code elapsed()} is {@code mark}. Returns whether it holds. */
    boolean waitFor(Duration mark, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (elapsed().compareTo(mark) >= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return true;
    }
}
