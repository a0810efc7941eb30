package dev.vivarium.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a task has printed, and who follows it. Safe for use by any thread. */
public final class Output {

    private final long mostChars;
    private final Delivery delivery;
    private final StringBuilder text = new StringBuilder();
    private final List<Follower> followers = new ArrayList<>();
    private boolean closed;

    /** @param mostChars whoever reports what was printed can't make this side keep more: the rest is cut off */
    Output(long mostChars, Delivery delivery) {
        this.mostChars = mostChars;
        this.delivery = delivery;
    }

    /** Appends what still fits. */
    public void append(String more) {
        List<Follower> told;
        synchronized (this) {
            if (closed) {
                return;
            }
            int fits = (int) Math.min(more.length(), mostChars - text.length());
            text.append(more, 0, Math.max(0, fits));
            told = List.copyOf(followers);
        }
        told.forEach(Follower::grown);
    }

    /** Its length in characters. */
    public synchronized int length() {
        return text.length();
    }

    /** All of it. */
    synchronized String all() {
        return text.toString();
    }

    private synchronized String after(int seen) {
        return text.substring(Math.min(seen, text.length()));
    }

    /** Tells {@code callback} of all of it, what is there first. */
    void listen(Executor executor, Consumer<? super String> callback) {
        Follower follower = new Follower(executor, callback);
        synchronized (this) {
            if (!closed) {
                followers.add(follower);
            }
        }
        follower.grown();
    }

    /** Nothing more is added. */
    synchronized void close() {
        closed = true;
        followers.clear();
    }

    /** Remembers how far its callback has read instead of queueing pieces, so a slow callback costs no memory. */
    private final class Follower {

        private final Executor executor;
        private final Consumer<? super String> callback;
        private final AtomicBoolean queued = new AtomicBoolean();
        private int seen;

        Follower(Executor executor, Consumer<? super String> callback) {
            this.executor = executor;
            this.callback = callback;
        }

        /** There is more, or may be. */
        void grown() {
            if (queued.compareAndSet(false, true)) {
                delivery.add(executor, this::readOn);
            }
        }

        /** Calls of one follower never overlap: they go through one delivery. */
        private void readOn() {
            queued.set(false);
            String piece = after(seen);
            if (!piece.isEmpty()) {
                seen += piece.length();
                callback.accept(piece);
            }
        }
    }
}
