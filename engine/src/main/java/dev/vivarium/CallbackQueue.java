package dev.vivarium;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor for hosts that have a loop: callbacks wait in it until the loop {@link #drain}s it on its own thread. Any
 * thread may add, one thread drains.
 */
public final class CallbackQueue implements Executor {

    /** For {@link #drain}: as many as there are. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final TimeSource time;

    /** @param time by which budgets are kept */
    public CallbackQueue(TimeSource time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable callback) {
        waiting.add(callback);
    }

    /**
     * Runs callbacks, and returns when none waits, when {@code most} have run, or when {@code budget} is used up: the
     * one that is running then ends first. At least one runs if one waits. What throws, which callbacks of Vivarium's never
     * do, throws from here; the rest wait for the next call.
     *
     * @return how many have run
     * @throws IllegalArgumentException if {@code most} or {@code budget} is not positive
     */
    public int drain(int most, Duration budget) {
        if (most <= 0 || !budget.isPositive()) {
            throw new IllegalArgumentException("most and budget must be positive: " + most + ", " + budget);
        }
        long start = time.nanos();
        int ran = 0;
        Runnable next = waiting.poll();
        while (next != null) {
            next.run();
            ran++;
            boolean goesOn = ran < most && time.nanos() - start < budget.toNanos();
            next = goesOn ? waiting.poll() : null;
        }
        return ran;
    }
}
