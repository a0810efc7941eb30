package dev.vivarium.engine.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;

/**
 * What one script has used. Begun, paused and resumed by the script's own thread; read by any.
 *
 * <p>Memory is how much the heap's old generation has grown while this script computed: only one does at a time, so what
 * others have left there, or keep while they wait, is not charged to it.
 */
final class Tally {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MemoryPoolMXBean OLD = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("this JVM's collector has no old generation"));

    private final long threadId = Thread.currentThread().threadId();
    private final long cpuBefore = THREADS.getCurrentThreadCpuTime();
    private volatile long bytesOfOthers = oldBytes();

    private static long oldBytes() {
        return OLD.getUsage().getUsed();
    }

    /** Processor time of the script's thread since the tally began. */
    long cpuNanos() {
        return THREADS.getThreadCpuTime(threadId) - cpuBefore;
    }

    /** Bytes of the old generation, garbage included, that are this script's. Of meaning only while it computes. */
    long heldBytes() {
        return oldBytes() - bytesOfOthers;
    }

    /** The script gives its turn away: what grows from now on is not its own. Gives what to {@link #resume} with. */
    long pause() {
        return Math.max(0, heldBytes());
    }

    /** The script computes again, and held {@code bytes} when it paused. */
    void resume(long bytes) {
        bytesOfOthers = oldBytes() - bytes;
    }
}
