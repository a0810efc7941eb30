package dev.vivarium.remote.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a task has printed, as far as it has come here, and who reads it. Safe for use by any thread. */
final class Printed {

    private final Callbacks callbacks;
    private final StringBuilder text = new StringBuilder();
    private final List<Reader> readers = new ArrayList<>();

    Printed(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void append(String more) {
        List<Reader> told;
        synchronized (this) {
            text.append(more);
            told = List.copyOf(readers);
        }
        told.forEach(Reader::grown);
    }

    synchronized String all() {
        return text.toString();
    }

    private synchronized String after(int seen) {
        return text.substring(seen);
    }

    void listen(Executor executor, Consumer<? super String> callback) {
        Reader reader = new Reader(executor, callback);
        synchronized (this) {
            readers.add(reader);
        }
        reader.grown();
    }

    /** Remembers how far it has read instead of queueing pieces. */
    private final class Reader {

        private final Executor executor;
        private final Consumer<? super String> callback;
        private final AtomicBoolean queued = new AtomicBoolean();
        private int seen;

        Reader(Executor executor, Consumer<? super String> callback) {
            this.executor = executor;
            this.callback = callback;
        }

        void grown() {
            if (queued.compareAndSet(false, true)) {
                callbacks.add(executor, this::readOn);
            }
        }

        /** Calls of one reader never overlap: they go through one chain. */
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
