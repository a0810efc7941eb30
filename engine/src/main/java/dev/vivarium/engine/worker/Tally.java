package dev.vivarium.engine.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** What one script has used. Begun, paused and resumed by the script's own thread; read by any. */
final class Tally {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Heap HEAP = new JvmHeap();

    private final long threadId = Thread.currentThread().threadId();
    private final long cpuAtStart = THREADS.getCurrentThreadCpuTime();
    private volatile long cpuBefore = cpuAtStart;
    private final long madeAtStart = THREADS.getCurrentThreadAllocatedBytes();
    private final NewObjects newObjects = new NewObjects(HEAP::collections, this::madeBytes);
    private final HeldMemory memory;

    /**
     * @param unsettled of all scripts of this JVM
     * @param madeBeside bytes that come to be beside the scripts, from some moment on; read by any thread
     */
    Tally(Unsettled unsettled, LongSupplier madeBeside) {
        memory = new HeldMemory(HEAP, unsettled, madeBeside, this::madeBytes);
    }

    /** What the scripts of this JVM have in common. */
    static Unsettled newUnsettled() {
        return new Unsettled(HEAP);
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

    /** Bytes of the heap that are this script's, garbage included: see {@link HeldMemory}. */
    HeldMemory memory() {
        return memory;
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
        return Math.min(newObjects.bytes(), HEAP.edenBytes());
    }
}
