package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that wait for the next run of those they are kept for, the last used first. Who has several runs at a time
 * may have several. The one that waits longest goes first when there are too many, and all go when the heap is short.
 * Safe for use by any thread.
 */
final class KeptContexts {

    /** A context takes some 2 MB, and what its owner's modules keep. */
    private static final int MOST = 16;

    /** More of one owner's runs are seldom under way in one worker: it computes, is ahead of its turn, or waits. */
    private static final int MOST_FOR_ONE = 4;

    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    private static final List<MemoryPoolMXBean> COLLECTED = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getCollectionUsage() != null)
            .toList();

    private record Kept(String key, GuestContext context, long sinceNanos) {}

    private final TimeSource time;

    /** Who waits longest first. */
    private final Deque<Kept> kept = new ArrayDeque<>();

    private boolean timed;

    KeptContexts(TimeSource time) {
        this.time = time;
    }

    /** A context that waits for {@code key}, which is the caller's from now on; null if none does. */
    synchronized @Nullable GuestContext take(String key) {
        return remove(kept.descendingIterator(), key);
    }

    /** Keeps {@code context} for {@code key}; what has to go for it is destroyed. */
    void put(String key, GuestContext context) {
        List<GuestContext> gone = new ArrayList<>();
        synchronized (this) {
            if (kept.stream().filter(one -> one.key().equals(key)).count() >= MOST_FOR_ONE) {
                GuestContext oldest = remove(kept.iterator(), key);
                if (oldest != null) {
                    gone.add(oldest);
                }
            }
            kept.add(new Kept(key, context, time.nanos()));
            makeRoom(gone);
            scheduleClearing();
        }
        gone.forEach(GuestContext::destroy);
    }

    private static @Nullable GuestContext remove(Iterator<Kept> all, String key) {
        while (all.hasNext()) {
            Kept one = all.next();
            if (one.key().equals(key)) {
                all.remove();
                return one.context();
            }
        }
        return null;
    }

    private void scheduleClearing() {
        if (!timed && !kept.isEmpty()) {
            timed = true;
            time.schedule(LONGEST_IDLE, this::clear);
        }
    }

    private void clear() {
        List<GuestContext> gone = new ArrayList<>();
        synchronized (this) {
            timed = false;
            makeRoom(gone);
            scheduleClearing();
        }
        gone.forEach(GuestContext::destroy);
    }

    private void makeRoom(List<GuestContext> gone) {
        long nanos = time.nanos();
        boolean shortOfMemory = isHeapShort();
        Iterator<Kept> oldestFirst = kept.iterator();
        while (oldestFirst.hasNext()) {
            Kept oldest = oldestFirst.next();
            boolean stale = nanos - oldest.sinceNanos() >= LONGEST_IDLE.toNanos();
            if (stale || shortOfMemory || kept.size() > MOST) {
                oldestFirst.remove();
                gone.add(oldest.context());
            }
        }
    }

    /** Whether more than half of the heap was in use after the last collection. */
    private static boolean isHeapShort() {
        long used = 0;
        for (MemoryPoolMXBean pool : COLLECTED) {
            MemoryUsage after = pool.getCollectionUsage();
            used += after == null ? 0 : after.getUsed();
        }
        return used > Runtime.getRuntime().maxMemory() / 2;
    }

    /** Destroys all. */
    void close() {
        List<Kept> all;
        synchronized (this) {
            all = List.copyOf(kept);
            kept.clear();
        }
        all.forEach(one -> one.context().destroy());
    }
}
