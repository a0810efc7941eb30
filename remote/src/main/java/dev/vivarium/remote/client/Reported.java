package dev.vivarium.remote.client;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * The events of one task that have come here. The last thousand are kept for listeners that come later. Safe for use by
 * any thread.
 */
final class Reported {

    static final int KEPT = 1_000;

    private final Callbacks callbacks;
    private final Deque<ScriptEvent> kept = new ArrayDeque<>();
    private final List<EventReader> readers = new ArrayList<>();
    private boolean closed;

    Reported(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void add(ScriptEvent event) {
        List<EventReader> told;
        synchronized (this) {
            if (kept.size() == KEPT) {
                kept.remove();
            }
            kept.add(event);
            readers.forEach(reader -> reader.put(event));
            told = List.copyOf(readers);
        }
        told.forEach(EventReader::grown);
    }

    /** Begins with the oldest that is kept. */
    void listen(Executor executor, Overflow overflow, Flow.Subscriber<? super ScriptEvent> subscriber) {
        EventReader reader = new EventReader(this, callbacks, executor, overflow, subscriber);
        synchronized (this) {
            kept.forEach(reader::put);
            readers.add(reader);
            if (closed) {
                reader.close();
            }
        }
        reader.grown();
    }

    synchronized void leave(EventReader reader) {
        readers.remove(reader);
    }

    /** No more come. */
    void close() {
        List<EventReader> told;
        synchronized (this) {
            closed = true;
            readers.forEach(EventReader::close);
            told = List.copyOf(readers);
        }
        told.forEach(EventReader::grown);
    }
}
