package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that wait for the next run of those they are kept for, at most one each. The one that waits longest goes
 * first when there are too many, and all go when the heap is short. Safe for use by any thread.
 */
final class KeptContexts {

    /** A context takes some 2 MB, and what its owner's modules keep. */
    private static final int MOST = 16;

    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    private static final List<MemoryPoolMXBean> COLLECTED = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getCollectionUsage() != null)
            .toList();

    private record Kept(GuestContext context, long sinceNanos) {}

    private final TimeSource time;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private boolean timed;

    KeptContexts(TimeSource time) {
        this.time = time;
    }

    /** The context that waits for {@code key}, which is the caller's from now on; null if none does. */
    synchronized @Nullable GuestContext take(String key) {
        Kept found = kept.remove(key);
        return found == null ? null : found.context();
    }

    /** Keeps {@code context} for {@code key}; what has to go for it is destroyed. */
    void put(String key, GuestContext context) {
        List<GuestContext> gone = new ArrayList<>();
        synchronized (this) {
            Kept older = kept.remove(key);
            if (older != null) {
                gone.add(older.context());
            }
            kept.put(key, new Kept(context, time.nanos()));
            makeRoom(gone);
            scheduleClearing();
        }
        gone.forEach(GuestContext::destroy);
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
        Iterator<Kept> oldestFirst = kept.values().iterator();
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
            all = List.copyOf(kept.values());
            kept.clear();
        }
        all.forEach(one -> one.context().destroy());
    }
}
