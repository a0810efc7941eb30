package dev.vivarium.engine.pool;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes events out of an inbox, one after the other. What only events touch needs no lock. Events must
 * not block.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
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

    private static void run(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error bug) {
            // Also what is not an Exception: without this thread no task would ever end.
            LOG.error("an event failed", bug);
        }
    }

    /** Adds an event. Any thread; never blocks. After the loop's end the event is run by the calling thread. */
    void add(Runnable event) {
        inbox.add(event);
        if (ended) {
            runTheRest();
        }
    }

    /** No event is left behind, so no task is left without its outcome. */
    private synchronized void runTheRest() {
        for (Runnable event = inbox.poll(); event != null; event = inbox.poll()) {
            run(event);
        }
    }

    /** Adds an event after {@code delay}. Any thread. */
    TimeSource.Cancellation schedule(Duration delay, Runnable event) {
        return time.schedule(delay, () -> inbox.add(event));
    }

    /** How many events wait. Any thread. */
    int backlog() {
        return inbox.size();
    }

    /** Ends the thread after the present event. To be called by an event. */
    void end() {
        ended = true;
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
