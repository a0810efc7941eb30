package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the heap stays full when no script is there that could fill it: then something was kept that no collection
 * gives back, and a new worker is better than one that fails some script some time. Used by whoever has the turn.
 */
final class HeapGrowth {

    /** In percent of the largest heap. A worker that is well holds a third of 256 MB: the runtime, some contexts. */
    private static final int MOST_PERCENT = 60;

    /** A full collection takes a quarter of a second: not more often than this. */
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(30);

    private final LongSupplier usedAfterCollection;
    private final long most;
    private final Runnable collect;
    private final TimeSource time;
    private long collectedNanos;

    /**
     * @param usedAfterCollection bytes that the last full collection left
     * @param most how many may be left
     * @param collect collects all garbage
     */
    HeapGrowth(LongSupplier usedAfterCollection, long most, Runnable collect, TimeSource time) {
        this.usedAfterCollection = usedAfterCollection;
        this.most = most;
        this.collect = collect;
        this.time = time;
        collectedNanos = time.nanos() - BETWEEN_COLLECTIONS.toNanos();
    }

    /** That of this JVM. */
    static HeapGrowth ofThisJvm(TimeSource time) {
        return new HeapGrowth(
                HeapGrowth::leftByLastCollection,
                Runtime.getRuntime().maxMemory() / 100 * MOST_PERCENT,
                System::gc,
                time);
    }

    private static long leftByLastCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(HeapGrowth::used)
                .sum();
    }

    @SuppressWarnings("NullAway") // A pool that is never collected has none.
    private static long used(MemoryUsage usage) {
        return usage == null ? 0 : usage.getUsed();
    }

    /** To be asked when no script is left; may take as long as a full collection. */
    boolean isLasting() {
        boolean soon = time.nanos() - collectedNanos < BETWEEN_COLLECTIONS.toNanos();
        if (soon || usedAfterCollection.getAsLong() <= most) {
            return false;
        }
        // What was left then may have been a script's that has ended since.
        collectedNanos = time.nanos();
        collect.run();
        return usedAfterCollection.getAsLong() > most;
    }
}
