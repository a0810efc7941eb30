package dev.vivarium.handle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is open of one kind at a task, its questions or the tasks it has started, and who hears of each. Safe for use by
 * any thread.
 */
public final class OpenOnes<T> {

    private final Set<T> open = new LinkedHashSet<>();
    private final List<Consumer<? super T>> listeners = new ArrayList<>();
    private boolean closed;

    /** With none yet. */
    public OpenOnes() {}

    /** One more, of which all listeners are told. */
    public void add(T one) {
        List<Consumer<? super T>> told;
        synchronized (this) {
            open.add(one);
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(one));
    }

    /** It is open no more. */
    public synchronized void remove(T one) {
        open.remove(one);
    }

    /** Those that are open, in the order in which they came. */
    public synchronized List<T> all() {
        return List.copyOf(open);
    }

    /** Tells {@code listener} of each one, those that are open first. It must not block. */
    void listen(Consumer<? super T> listener) {
        List<T> missed;
        synchronized (this) {
            if (!closed) {
                listeners.add(listener);
            }
            missed = List.copyOf(open);
        }
        missed.forEach(listener);
    }

    /** Nobody is told any more. */
    public synchronized void close() {
        closed = true;
        listeners.clear();
    }
}
