package dev.vivarium.web;

import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the charts show: the last minute, second by second. Safe for use by any thread. */
final class Recent {

    static final int SECONDS = 60;
    private static final long SECOND = 1_000_000_000L;

    /** Times of one second that are remembered; the percentiles of more are those of the first so many. */
    private static final int MOST_TIMES = 5_000;

    private static final int MOST_OWNERS = 1_000;
    private static final int OWNERS_SHOWN = 5;

    /**
     * One second.
     *
     * @param runs tasks that have ended
     * @param p50 milliseconds from submission to outcome that half of them took at most
     * @param p99 the same for 99 of 100
     */
    record Point(int runs, double p50, double p99) {}

    /**
     * An owner's share.
     *
     * @param cpuMillis of a processor, within the last minute
     */
    record Share(String owner, double cpuMillis) {}

    private static final class Bucket {

        private final long second;
        private int runs;
        private final List<Long> times = new ArrayList<>();
        private final Map<String, Long> cpu = new HashMap<>();

        Bucket(long second) {
            this.second = second;
        }

        Point point() {
            long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return new Point(runs, millis(sorted, 0.5), millis(sorted, 0.99));
        }

        private static double millis(long[] sorted, double part) {
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))] / 1e6;
        }
    }

    private final TimeSource time;
    private final Deque<Bucket> buckets = new ArrayDeque<>();

    Recent(TimeSource time) {
        this.time = time;
    }

    synchronized void add(TaskEnd end) {
        Bucket now = now();
        now.runs++;
        if (now.times.size() < MOST_TIMES) {
            now.times.add(end.latency().toNanos());
        }
        String owner = end.task().script().owner();
        if (now.cpu.size() < MOST_OWNERS || now.cpu.containsKey(owner)) {
            now.cpu.merge(owner, end.outcome().usage().cpu().toNanos(), Long::sum);
        }
    }

    private Bucket now() {
        long second = Math.floorDiv(time.nanos(), SECOND);
        Bucket last = buckets.peekLast();
        if (last == null || last.second != second) {
            last = new Bucket(second);
            buckets.addLast(last);
        }
        while (buckets.getFirst().second <= second - SECONDS) {
            buckets.removeFirst();
        }
        return last;
    }

    /** One point for each second of the last minute, the oldest first; the second that runs is the last. */
    synchronized List<Point> points() {
        long second = now().second;
        Map<Long, Bucket> known = new HashMap<>();
        buckets.forEach(bucket -> known.put(bucket.second, bucket));
        List<Point> points = new ArrayList<>();
        for (long at = second - SECONDS + 1; at <= second; at++) {
            Bucket bucket = known.get(at);
            points.add(bucket == null ? new Point(0, 0, 0) : bucket.point());
        }
        return points;
    }

    /** Those who have used most of a processor within the last minute. */
    synchronized List<Share> shares() {
        now();
        Map<String, Long> all = new HashMap<>();
        buckets.forEach(bucket -> bucket.cpu.forEach((owner, nanos) -> all.merge(owner, nanos, Long::sum)));
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(OWNERS_SHOWN)
                .map(entry -> new Share(entry.getKey(), entry.getValue() / 1e6))
                .toList();
    }
}
