package dev.vivarium.engine.worker;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Keeps a few fresh contexts made ahead of time, by a thread of its own. Safe for use by any thread. */
final class ReadyContexts implements AutoCloseable {

    private final GuestEngine engine;
    private final BlockingQueue<GuestContext> ready = new LinkedBlockingQueue<>();
    private final Semaphore wanted;
    private volatile boolean closed;

    /** @param count how many contexts to keep ready */
    ReadyContexts(GuestEngine engine, int count) {
        this.engine = engine;
        wanted = new Semaphore(count);
    }

    /** Begins to make contexts. Until then each is made when it is asked for. */
    void start(String threadName) {
        Thread.ofPlatform().daemon().name(threadName).start(this::make);
    }

    private void make() {
        while (!closed) {
            wanted.acquireUninterruptibly();
            if (!closed) {
                ready.add(engine.newContext());
            }
        }
    }

    /** A fresh context: one made ahead if there is one, and else a new one made by the calling thread. */
    GuestContext take() {
        GuestContext made = ready.poll();
        if (made == null) {
            return engine.newContext();
        }
        wanted.release();
        return made;
    }

    @Override
    public void close() {
        closed = true;
        wanted.release();
    }
}
