package dev.vivarium.handle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one task one after the other, each on the executor that its caller chose. The next one is
 * handed over when the one before has ended, so their order holds on any executor. Safe for use by any thread;
 * {@link #add} never runs or waits for a callback.
 */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private record Call(Executor executor, Runnable callback) {}

    private final long task;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private boolean busy;

    /** @param task names the task in log entries */
    public Delivery(long task) {
        this.task = task;
    }

    /** Where callbacks run whose caller named no executor: on a virtual thread of their task's. */
    public static final Executor OWN_THREAD = Delivery::onOwnThread;

    /** Runs {@code callback} on a new virtual thread. */
    static void onOwnThread(Runnable callback) {
        Thread.ofVirtual().name("vivarium-callback").start(callback);
    }

    /** Runs {@code callback} on {@code executor} once all that were added before have ended. */
    public void add(Executor executor, Runnable callback) {
        synchronized (waiting) {
            waiting.add(new Call(executor, callback));
            if (busy) {
                return;
            }
            busy = true;
        }
        // A caller's executor may run what it gets at once, and block: never in the thread that calls this.
        onOwnThread(this::handOverNext);
    }

    /** What needs no other thread follows each other on this one, which is virtual. */
    private void handOverNext() {
        Call next = next();
        while (next != null && OWN_THREAD.equals(next.executor())) {
            runSafely(next.callback());
            next = next();
        }
        if (next != null) {
            handOver(next);
        }
    }

    private void handOver(Call call) {
        // Whatever a caller's executor does, the callback runs at most once and the next one's turn comes once.
        AtomicBoolean settled = new AtomicBoolean();
        try {
            call.executor().execute(() -> {
                if (settled.compareAndSet(false, true)) {
                    runSafely(call.callback());
                    onOwnThread(this::handOverNext);
                }
            });
        } catch (RuntimeException refused) {
            if (settled.compareAndSet(false, true)) {
                LOG.error("task {}: its executor refused a callback, which is lost", task, refused);
                onOwnThread(this::handOverNext);
            }
        }
    }

    private @Nullable Call next() {
        synchronized (waiting) {
            Call next = waiting.poll();
            busy = next != null;
            return next;
        }
    }

    /** Throws only what is fatal to its thread, and has the next one handed over elsewhere then. */
    private void runSafely(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrown) {
            LOG.error("task {}: a callback threw", task, thrown);
            if (thrown instanceof VirtualMachineError fatal) {
                onOwnThread(this::handOverNext);
                throw fatal;
            }
        }
    }
}
