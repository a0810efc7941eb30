package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the running scripts every few milliseconds and stops those that have used up processor time or memory. One
 * thread of its own.
 *
 * <p>Memory is that of the heap's old generation, charged to the script that computes: what was there when it began is
 * not its own. Garbage doesn't count, so before a script is stopped the collector has the last word. A script that asks
 * for more at once than the heap has ends its whole process, which its host sees as the same limit.
 */
final class Meter implements AutoCloseable {

    /** The check interval. A hundredth of a second is less than any limit that makes sense, and costs next to nothing. */
    private static final long INTERVAL_NANOS = 10_000_000;

    /** A full collection takes a tenth of a second with a heap that is nearly full: not more often than this. */
    private static final long COLLECTION_EVERY = 25;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MemoryPoolMXBean OLD = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("this JVM's collector has no old generation"));

    private final Collection<GuestRun> runs;
    private final Map<GuestRun, Tally> tallies = new WeakHashMap<>();
    private long lookedAt;
    private long collectedAt = -COLLECTION_EVERY;
    private volatile boolean closed;

    /** What one script had when it was seen first. */
    private record Tally(Thread thread, long cpuNanos, long oldBytes) {}

    /** @param runs a live view of the scripts to look at */
    Meter(String threadName, Collection<GuestRun> runs) {
        this.runs = runs;
        Thread.ofPlatform().daemon().name(threadName).start(this::watch);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            lookedAt++;
            for (GuestRun run : runs) {
                Thread thread = run.thread();
                if (thread != null) {
                    look(run, tallies.computeIfAbsent(run, _ -> tally(thread)));
                }
            }
        }
    }

    private static Tally tally(Thread thread) {
        return new Tally(thread, THREADS.getThreadCpuTime(thread.threadId()), used());
    }

    private static long used() {
        return OLD.getUsage().getUsed();
    }

    private void look(GuestRun run, Tally began) {
        long cpu = THREADS.getThreadCpuTime(began.thread().threadId()) - began.cpuNanos();
        if (cpu > run.bounds().cpuNanos()) {
            String allowed = run.bounds().cpuNanos() / 1_000_000 + "ms";
            run.stop(new End.OverLimit(Limits.CPU.name(), allowed, cpu / 1_000_000 + "ms"));
        }
        long most = run.bounds().memoryBytes();
        if (run.computes() && used() - began.oldBytes() > most && mayCollect()) {
            weigh(run, began, most);
        }
    }

    private boolean mayCollect() {
        boolean may = lookedAt - collectedAt >= COLLECTION_EVERY;
        if (may) {
            collectedAt = lookedAt;
        }
        return may;
    }

    private static void weigh(GuestRun run, Tally began, long most) {
        // The one way to tell what a script keeps from what it has thrown away.
        System.gc();
        long kept = used() - began.oldBytes();
        if (kept > most && run.computes()) {
            run.stop(new End.OverLimit(
                    Limits.MEMORY.name(), new ByteSize(most).toString(), kept / (1024 * 1024) + "MB"));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
