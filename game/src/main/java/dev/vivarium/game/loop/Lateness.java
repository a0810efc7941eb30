package dev.vivarium.game.loop;

import java.time.Duration;
import java.util.Arrays;

/** How late the last ticks came. Safe for use by any thread. */
public final class Lateness {

    private static final int KEPT = 6_000;

    private final long period;
    private final long[] nanos = new long[KEPT];
    private long count;
    private long missed;

    Lateness(Duration period) {
        this.period = period.toNanos();
    }

    synchronized void add(long late) {
        nanos[(int) (count++ % KEPT)] = late;
        missed += late / period;
    }

    /** What is known now. */
    public synchronized Report report() {
        long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, KEPT));
        Arrays.sort(sorted);
        return new Report(Duration.ofNanos(period), count, missed, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    /** Forgets what was measured so far. */
    public synchronized void reset() {
        count = 0;
        missed = 0;
    }

    private static Duration at(long[] sorted, double part) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.ceil(part * (sorted.length - 1))]);
    }

    /**
     * How late the last 6,000 ticks came.
     *
     * @param period from tick to tick
     * @param ticks how many there have been
     * @param missed how many were left out because one before them took too long
     * @param median half of them came no later
     * @param p99 99 of 100 came no later
     * @param worst none came later
     */
    public record Report(Duration period, long ticks, long missed, Duration median, Duration p99, Duration worst) {}
}
