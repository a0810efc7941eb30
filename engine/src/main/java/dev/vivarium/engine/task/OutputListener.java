package dev.vivarium.engine.task;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Follows a transcript for one callback. It remembers how far the callback has read instead of queueing pieces, so a
 * slow callback costs no memory.
 */
final class OutputListener {

    private final Transcript transcript;
    private final Delivery delivery;
    private final Executor executor;
    private final Consumer<? super String> callback;
    private final AtomicBoolean queued = new AtomicBoolean();
    private int seen;

    OutputListener(Transcript transcript, Delivery delivery, Executor executor, Consumer<? super String> callback) {
        this.transcript = transcript;
        this.delivery = delivery;
        this.executor = executor;
        this.callback = callback;
    }

    /** The transcript has grown, or may have. */
    void grown() {
        if (queued.compareAndSet(false, true)) {
            delivery.add(executor, this::readOn);
        }
    }

    /** Calls of one listener never overlap: they go through one delivery. */
    private void readOn() {
        queued.set(false);
        String piece = transcript.after(seen);
        if (!piece.isEmpty()) {
            seen += piece.length();
            callback.accept(piece);
        }
    }
}
