package dev.vivarium.game.loop;

import dev.vivarium.CallbackQueue;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The game's one thread: everything that touches the world happens on it, one thing after the other. What others give
 * it runs at once, and a tick comes in a fixed rhythm between. Nothing that runs here may wait: network, database and
 * scripts are elsewhere. Safe for use by any thread.
 */
public final class GameLoop implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GameLoop.class);

    private final TimeSource time;
    private final Duration period;
    private final CallbackQueue work;
    private final Lateness lateness;
    private final List<Runnable> onTick = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closing;

    /** @param period from tick to tick */
    public GameLoop(TimeSource time, Duration period) {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("the period of a tick must be positive, not " + period);
        }
        this.time = time;
        this.period = period;
        work = new CallbackQueue(time);
        lateness = new Lateness(period);
        thread = Thread.ofPlatform().name("game-loop").unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Calls {@code listener} at each tick, on this thread. */
    public void onTick(Runnable listener) {
        onTick.add(guarded(listener));
    }

    /**
     * Runs {@code task} on the game's thread, after what was given before. What it throws is logged.
     *
     * @throws RejectedExecutionException if the loop is closed
     */
    @Override
    public void execute(Runnable task) {
        if (closing) {
            throw new RejectedExecutionException("the game has ended");
        }
        work.execute(guarded(task));
        LockSupport.unpark(thread);
    }

    /** Whether the calling thread is the game's. */
    public boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    /** How punctual its ticks have been. */
    public Lateness lateness() {
        return lateness;
    }

    private void run() {
        long due = nextTickAfter(time.nanos());
        while (!closing) {
            long now = time.nanos();
            if (now - due >= 0) {
                onTick.forEach(Runnable::run);
                due = nextTick(due, now);
            } else if (work.drain(1, period) == 0) {
                LockSupport.park(this);
            }
        }
        work.drain(CallbackQueue.UNLIMITED, period);
    }

    /** Ticks that were missed are not made up for: the next one comes when it would have come anyway. */
    private long nextTick(long due, long now) {
        long late = now - due;
        lateness.add(late);
        return nextTickAfter(due + late / period.toNanos() * period.toNanos());
    }

    private long nextTickAfter(long moment) {
        long due = moment + period.toNanos();
        time.schedule(Duration.ofNanos(Math.max(0, due - time.nanos())), () -> LockSupport.unpark(thread));
        return due;
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | StackOverflowError failed) {
                LOG.error("something failed on the game's thread, and the game goes on", failed);
            }
        };
    }

    /** Ends it when what waits has run, or after one period. Must not be called by the game's thread. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
