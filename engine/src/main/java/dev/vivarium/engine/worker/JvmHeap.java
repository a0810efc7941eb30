package dev.vivarium.engine.worker;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** That of this JVM. */
final class JvmHeap implements Heap {

    private static final MemoryPoolMXBean OLD = pool(JvmHeap::isOld)
            .orElseThrow(() -> new IllegalStateException("this JVM's collector has no old generation"));

    /** Those of the serial collector, which workers have: in a host's JVM new objects are mostly the host's own. */
    private static final Optional<MemoryPoolMXBean> EDEN = pool("Eden Space"::equals);

    private static final Optional<MemoryPoolMXBean> SURVIVORS = pool("Survivor Space"::equals);

    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private static final List<GarbageCollectorMXBean> OLD_COLLECTORS = COLLECTORS.stream()
            .filter(collector -> List.of(collector.getMemoryPoolNames()).contains(OLD.getName()))
            .filter(collector -> !collector.getName().contains("Young"))
            .toList();

    private static Optional<MemoryPoolMXBean> pool(Predicate<String> name) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && name.test(pool.getName()))
                .findFirst();
    }

    private static boolean isOld(String name) {
        return name.contains("Old") || name.contains("Tenured");
    }

    @Override
    public long oldBytes() {
        return OLD.getUsage().getUsed();
    }

    @Override
    @SuppressWarnings("NullAway") // A pool that is never collected has none.
    public long oldBytesAfterCollection() {
        MemoryUsage left = OLD.getCollectionUsage();
        return left == null ? 0 : left.getUsed();
    }

    @Override
    public long edenBytes() {
        return used(EDEN);
    }

    @Override
    public long survivorBytes() {
        return used(SURVIVORS);
    }

    private static long used(Optional<MemoryPoolMXBean> pool) {
        return pool.map(one -> one.getUsage().getUsed()).orElse(0L);
    }

    @Override
    public long collections() {
        return count(COLLECTORS);
    }

    @Override
    public long oldCollections() {
        return count(OLD_COLLECTORS);
    }

    private static long count(List<GarbageCollectorMXBean> collectors) {
        long all = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            all += collector.getCollectionCount();
        }
        return all;
    }
}
