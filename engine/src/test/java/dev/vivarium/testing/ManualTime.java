package dev.vivarium.testing;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test advances it. Actions that fall due run on the advancing thread, in the order of
 * their moments and, at the same moment, in the order in which they were scheduled. Safe for use by any thread.
 */
public final class ManualTime implements TimeSource {

    private static final Comparator<Alarm> IN_ORDER =
            Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number);

    private record Alarm(long at, long number, Runnable action) {}

    private final Object lock = new Object();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(IN_ORDER);
    private long now;
    private long scheduled;

    @Override
    public long nanos() {
        synchronized (lock) {
            return now;
        }
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public Cancellation schedule(Duration delay, Runnable action) {
        synchronized (lock) {
            Alarm alarm = new Alarm(saturatedSum(now, delay), scheduled++, action);
            alarms.add(alarm);
            return () -> cancel(alarm);
        }
    }

    /** A delay too long for the clock never ends; one below zero ends at once. */
    private static long saturatedSum(long now, Duration delay) {
        if (delay.compareTo(Duration.ofNanos(Long.MAX_VALUE - now)) >= 0) {
            return Long.MAX_VALUE;
        }
        return now + Math.max(0, delay.toNanos());
    }

    private void cancel(Alarm alarm) {
        synchronized (lock) {
            alarms.remove(alarm);
        }
    }

    /**
     * Moves time on and runs what falls due meanwhile, each at its own moment, also what those actions schedule. Must
     * not be called by an action.
     */
    public void advance(Duration by) {
        long until;
        synchronized (lock) {
            until = Math.addExact(now, by.toNanos());
        }
        for (Alarm due = nextDue(until); due != null; due = nextDue(until)) {
            due.action().run();
        }
    }

    /** Actions run outside of the lock: they may schedule and cancel, and other threads may go on meanwhile. */
    private @Nullable Alarm nextDue(long until) {
        synchronized (lock) {
            Alarm next = alarms.peek();
            if (next == null || next.at() > until) {
                now = Math.max(now, until);
                return null;
            }
            now = Math.max(now, next.at());
            return alarms.poll();
        }
    }

    /** How many actions wait. */
    public int pending() {
        synchronized (lock) {
            return alarms.size();
        }
    }

    /** Whether an action waits that is due in exactly {@code delay}. */
    public boolean hasTimerIn(Duration delay) {
        synchronized (lock) {
            return alarms.stream().anyMatch(alarm -> alarm.at() == now + delay.toNanos());
        }
    }

    /** How long until the next action is due, or empty if none waits. */
    public Optional<Duration> untilNext() {
        synchronized (lock) {
            return Optional.ofNullable(alarms.peek()).map(next -> Duration.ofNanos(next.at() - now));
        }
    }
}
