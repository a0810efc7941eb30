package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the script that computes every few milliseconds, and stops it if it has used up its processor time or
 * memory. One thread of its own, which sleeps while nothing computes.
 *
 * <p>Garbage doesn't count, so before a script is stopped for its memory the collector has the last word. A script that
 * asks for more at once than the heap has ends its whole process, which its host sees as the same limit.
 */
final class Meter implements AutoCloseable {

    /** The check interval. A hundredth of a second is less than any limit that makes sense, and costs next to nothing. */
    private static final long INTERVAL_NANOS = 10_000_000;

    /** A full collection takes a tenth of a second with a heap that is nearly full: not more often than this. */
    private static final int LOOKS_BETWEEN_COLLECTIONS = 25;

    /** A quarter of a second: while scripts come faster than that, none has to wake this thread. */
    private static final int LOOKS_BEFORE_SLEEP = 25;

    private final Supplier<@Nullable GuestRun> computing;
    private final Runnable atEachLook;
    private volatile @Nullable Thread thread;
    private int looksUntilCollection;
    private int looksForNothing;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * @param computing gives the script that has the turn, or null
     * @param atEachLook what else is to be done as often as a script that computes is looked at
     */
    Meter(Supplier<@Nullable GuestRun> computing, Runnable atEachLook) {
        this.computing = computing;
        this.atEachLook = atEachLook;
    }

    /** Begins to look. */
    void start(String threadName) {
        thread = Thread.ofPlatform().daemon().name(threadName).start(this::watch);
    }

    /** To be called when a script begins to compute; costs nothing while another one did just before. */
    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            looksUntilCollection = Math.max(0, looksUntilCollection - 1);
            GuestRun run = computing.get();
            if (run != null) {
                looksForNothing = 0;
                look(run);
                doWhatElse();
            } else if (++looksForNothing >= LOOKS_BEFORE_SLEEP) {
                looksForNothing = 0;
                sleep();
            }
        }
    }

    /** Whatever comes of it, scripts go on to be looked at: without that no limit holds. */
    private void doWhatElse() {
        try {
            atEachLook.run();
        } catch (RuntimeException | LinkageError failed) {
            // It does without the C library, or makes later scripts faster: it is tried again at the next look.
        }
    }

    private void sleep() {
        asleep = true;
        // Whoever began to compute before it could see the mark is seen here.
        while (asleep && computing.get() == null && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void look(GuestRun run) {
        Tally tally = run.tally();
        if (tally == null) {
            return;
        }
        long cpu = tally.cpuNanos();
        if (cpu > run.bounds().cpuNanos()) {
            String allowed = Limits.CPU.show(Duration.ofNanos(run.bounds().cpuNanos()));
            run.stop(new End.OverLimit(Limits.CPU.name(), allowed, cpu / 1_000_000 + "ms"));
        }
        long most = run.bounds().memoryBytes();
        long held = tally.memory().bytes();
        tally.look();
        boolean mayHoldMore = held + tally.newBytes() > most;
        if (mayHoldMore && looksUntilCollection == 0) {
            looksUntilCollection = LOOKS_BETWEEN_COLLECTIONS;
            weigh(run, tally);
        }
    }

    private static void weigh(GuestRun run, Tally tally) {
        // The one way to tell what a script keeps from what it has thrown away.
        System.gc();
        long most = run.bounds().memoryBytes();
        long kept = tally.memory().weigh();
        if (kept > most && run.computes()) {
            run.stop(new End.OverLimit(
                    Limits.MEMORY.name(), new ByteSize(most).toString(), kept / (1024 * 1024) + "MB"));
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
