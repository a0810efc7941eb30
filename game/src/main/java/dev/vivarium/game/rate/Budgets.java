package dev.vivarium.game.rate;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each of many has used within the last minute, or another time, against what it may. Safe for use by any thread.
 * Those who have used nothing for so long are forgotten, and of more than ten thousand those who have used something the
 * longest time ago.
 */
public final class Budgets {

    private static final int MOST_KEYS = 10_000;

    /** What was used at one moment, in one of a hundred slices of the window, so that a flood takes no memory. */
    private static final int SLICES = 100;

    private static final class Use {
        final long slice;
        long amount;

        Use(long slice) {
            this.slice = slice;
        }
    }

    private final Map<String, Deque<Use>> uses = new LinkedHashMap<>(16, 0.75f, true);
    private final Duration window;
    private final long most;
    private final TimeSource time;

    /**
     * @param most how much each may use within {@code window}
     */
    public Budgets(long most, Duration window, TimeSource time) {
        if (most <= 0 || !window.isPositive()) {
            throw new IllegalArgumentException("a budget and its time must be positive: " + most + " in " + window);
        }
        this.most = most;
        this.window = window;
        this.time = time;
    }

    /** How much each may use. */
    public long most() {
        return most;
    }

    /** Within which time. */
    public Duration window() {
        return window;
    }

    /** How much {@code who} has used within the time that has just passed. */
    public synchronized long used(String who) {
        Deque<Use> known = recent(who);
        return known == null ? 0 : known.stream().mapToLong(use -> use.amount).sum();
    }

    /** Whether {@code who} has anything left. */
    public boolean isLeft(String who) {
        return used(who) < most;
    }

    /** {@code who} has used so much; it may be more than was left. */
    public synchronized void use(String who, long amount) {
        Deque<Use> known = uses.computeIfAbsent(who, _ -> new ArrayDeque<>());
        long slice = slice();
        Use last = known.peekLast();
        if (last == null || last.slice != slice) {
            last = new Use(slice);
            known.addLast(last);
        }
        last.amount += amount;
        recent(who);
        if (uses.size() > MOST_KEYS) {
            uses.remove(uses.keySet().iterator().next());
        }
    }

    /** Uses one, if it is left. */
    public synchronized boolean take(String who) {
        boolean left = isLeft(who);
        if (left) {
            use(who, 1);
        }
        return left;
    }

    private long slice() {
        return Math.floorDiv(time.nanos(), Math.max(1, window.toNanos() / SLICES));
    }

    private @org.jspecify.annotations.Nullable Deque<Use> recent(String who) {
        Deque<Use> known = uses.get(who);
        if (known == null) {
            return null;
        }
        long oldest = slice() - SLICES;
        while (!known.isEmpty() && known.getFirst().slice <= oldest) {
            known.removeFirst();
        }
        if (known.isEmpty()) {
            uses.remove(who);
            return null;
        }
        return known;
    }
}
