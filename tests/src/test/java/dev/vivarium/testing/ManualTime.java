package dev.vivarium.testing;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until a test moves it. Timers run in the thread that moves it, in the order of their times. */
public final class ManualTime implements TimeSource {

    private record Alarm(long at, long number, Runnable action) {}

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
    private long now;
    private long numbers;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Cancellation schedule(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(now + delay.toNanos(), numbers++, action);
        alarms.add(alarm);
        return () -> forget(alarm);
    }

    private synchronized void forget(Alarm alarm) {
        alarms.remove(alarm);
    }

    /** Whether some timer is due exactly {@code delay} from now. */
    public synchronized boolean hasTimerIn(Duration delay) {
        return alarms.stream().anyMatch(alarm -> alarm.at() == now + delay.toNanos());
    }

    /** Moves the clock, and runs what is due on the way. */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Alarm due = nextUntil(until); due != null; due = nextUntil(until)) {
            due.action().run();
        }
    }

    private synchronized Alarm nextUntil(long until) {
        Alarm next = alarms.peek();
        if (next == null || next.at() > until) {
            now = until;
            return null;
        }
        now = next.at();
        return alarms.poll();
    }
}
