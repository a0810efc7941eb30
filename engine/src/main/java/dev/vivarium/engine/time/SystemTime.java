package dev.vivarium.engine.time;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own clock and one timer thread, which exists from the first {@link #schedule} to {@link #close}. */
public final class SystemTime implements TimeSource, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;

    /** @param threadName what the timer thread is called */
    public SystemTime(String threadName) {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(threadName).factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable action) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        Future<?> scheduled = timer.schedule(action, saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Delays beyond the longest that a timer can count are, for all purposes, for ever. */
    private static long saturatedNanos(Duration delay) {
        return delay.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 2 : delay.toNanos();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
