package dev.vivarium.engine.pool;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs events one after the other, on a thread that takes them out of an inbox, or on the thread of who has one while
 * nothing else is to be run. What only events touch needs no lock. Events must not block.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    /** Of whoever runs an event. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Events that were added and are not over. */
    private final AtomicInteger pending = new AtomicInteger();

    private final TimeSource time;
    private final Thread thread;
    private volatile boolean ended;

    EventLoop(String threadName, TimeSource time) {
        this.time = time;
        thread = Thread.ofPlatform().daemon().name(threadName).start(this::serve);
    }

    private void serve() {
        while (!ended) {
            try {
                run(inbox.take());
            } catch (InterruptedException ignored) {
                // Nobody has a reason to interrupt this thread: it ends by an event.
            }
        }
        runTheRest();
    }

    private void run(Runnable event) {
        turn.lock();
        try {
            event.run();
        } catch (RuntimeException | Error bug) {
            // Also what is not an Exception: without this thread no task would ever end.
            LOG.error("an event failed", bug);
        } finally {
            turn.unlock();
            pending.decrementAndGet();
        }
    }

    /** Adds an event. Any thread; never blocks. After the loop's end the event is run by the calling thread. */
    void add(Runnable event) {
        pending.incrementAndGet();
        inbox.add(event);
        if (ended) {
            runTheRest();
        }
    }

    /**
     * Runs an event on the calling thread, which spares a change of threads; not if any other is to be run, so events
     * that one thread adds or runs so keep their order. For threads that may take the time.
     *
     * @return whether it was run
     */
    boolean runAtOnce(Runnable event) {
        if (ended || pending.get() > 0 || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            return false;
        }
        pending.incrementAndGet();
        try {
            run(event);
        } finally {
            turn.unlock();
        }
        return true;
    }

    /** No event is left behind, so no task is left without its outcome. */
    private void runTheRest() {
        turn.lock();
        try {
            for (Runnable event = inbox.poll(); event != null; event = inbox.poll()) {
                run(event);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Adds an event after {@code delay}. Any thread. */
    TimeSource.Cancellation schedule(Duration delay, Runnable event) {
        return time.schedule(delay, () -> add(event));
    }

    /** How many events wait. Any thread. */
    int backlog() {
        return inbox.size();
    }

    /** Ends the thread after the present event. To be called by an event. */
    void end() {
        ended = true;
        // The loop's thread may be waiting for an event, while another thread runs this one.
        pending.incrementAndGet();
        inbox.add(() -> {});
    }

    /** Waits for the thread's end; false if it is not over within {@code atMost}. */
    boolean join(Duration atMost) {
        try {
            return thread.join(atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
