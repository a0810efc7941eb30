package dev.vivarium.remote.client;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import dev.vivarium.handle.Delivery;
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

    private final Delivery delivery;
    private final Deque<ScriptEvent> kept = new ArrayDeque<>();
    private final List<EventQueue> readers = new ArrayList<>();
    private boolean closed;

    Reported(Delivery delivery) {
        this.delivery = delivery;
    }

    void add(ScriptEvent event) {
        List<EventQueue> told;
        synchronized (this) {
            if (kept.size() == KEPT) {
                kept.remove();
            }
            kept.add(event);
            readers.forEach(reader -> reader.put(event));
            told = List.copyOf(readers);
        }
        told.forEach(EventQueue::grown);
    }

    /** Begins with the oldest that is kept. */
    void listen(Executor executor, Overflow overflow, Flow.Subscriber<? super ScriptEvent> subscriber) {
        EventQueue reader = new EventQueue(this, delivery, executor, overflow, subscriber);
        synchronized (this) {
            kept.forEach(reader::put);
            readers.add(reader);
            if (closed) {
                reader.close();
            }
        }
        reader.grown();
    }

    synchronized void leave(EventQueue reader) {
        readers.remove(reader);
    }

    /** No more come. */
    void close() {
        List<EventQueue> told;
        synchronized (this) {
            closed = true;
            readers.forEach(EventQueue::close);
            told = List.copyOf(readers);
        }
        told.forEach(EventQueue::grown);
    }
}
