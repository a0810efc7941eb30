package dev.vivarium.engine.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What one script has used. Begun, paused and resumed by the script's own thread; read by any.
 *
 * <p>Memory is how much the heap's old generation has grown while this script computed: only one does at a time, so what
 * others have left there, or keep while they wait, is not charged to it, and neither are contexts made ahead meanwhile.
 * What others have left and nobody needs is collected when the script is weighed: so much more than its limit it may have.
 * To collect before each script would cost a tenth of a second; to guess would end scripts that have done nothing.
 */
final class Tally {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MemoryPoolMXBean OLD = heapPool(name -> name.contains("Old") || name.contains("Tenured"))
            .orElseThrow(() -> new IllegalStateException("this JVM's collector has no old generation"));

    /** That of the serial collector, which workers have: in a host's JVM new objects are mostly the host's own. */
    private static final Optional<MemoryPoolMXBean> NEW = heapPool("Eden Space"::equals);

    private final long threadId = Thread.currentThread().threadId();
    private final long cpuAtStart = THREADS.getCurrentThreadCpuTime();
    private volatile long cpuBefore = cpuAtStart;
    private final long madeAtStart = THREADS.getCurrentThreadAllocatedBytes();
    private final NewObjects newObjects = new NewObjects(Tally::collections, this::madeBytes);
    private final LongSupplier madeBeside;
    private volatile long bytesOfOthers;

    /** @param madeBeside bytes that come to be beside the scripts, from some moment on; read by any thread */
    Tally(LongSupplier madeBeside) {
        this.madeBeside = madeBeside;
        bytesOfOthers = oldBytes() - madeBeside.getAsLong();
    }

    private static Optional<MemoryPoolMXBean> heapPool(Predicate<String> name) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && name.test(pool.getName()))
                .findFirst();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long oldBytes() {
        return OLD.getUsage().getUsed();
    }

    /** Processor time of the script's thread since the tally, or its present step, began. */
    long cpuNanos() {
        return THREADS.getThreadCpuTime(threadId) - cpuBefore;
    }

    /** Processor time of the script's thread since the tally began, all steps together. */
    long allCpuNanos() {
        return THREADS.getThreadCpuTime(threadId) - cpuAtStart;
    }

    /** From here on processor time is counted anew, for the next step of a script that has been idle. Its own thread. */
    void beginStep() {
        cpuBefore = THREADS.getCurrentThreadCpuTime();
    }

    /** Bytes of the old generation, garbage included, that are this script's. Of meaning only while it computes. */
    long heldBytes() {
        return oldBytes() - madeBeside.getAsLong() - bytesOfOthers;
    }

    /** Bytes that the script's thread has made since the tally began, garbage included. */
    long madeBytes() {
        return THREADS.getThreadAllocatedBytes(threadId) - madeAtStart;
    }

    /** To be called by the meter, now and then while the script computes. */
    void look() {
        newObjects.look();
    }

    /** Bytes of new objects, garbage included, that may be this script's: see {@link NewObjects}. For the meter. */
    long newBytes() {
        // Those that are too large for the new generation have been old from the beginning, and count there.
        long ofAll = NEW.map(pool -> pool.getUsage().getUsed()).orElse(0L);
        return Math.min(newObjects.bytes(), ofAll);
    }

    /** The script gives its turn away: what grows from now on is not its own. Gives what to {@link #resume} with. */
    long pause() {
        return Math.max(0, heldBytes());
    }

    /** The script computes again, and held {@code bytes} when it paused. */
    void resume(long bytes) {
        bytesOfOthers = oldBytes() - madeBeside.getAsLong() - bytes;
    }
}
