package dev.vivarium.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The tasks that one script has started and that have not ended, and who hears of them. Any thread. */
final class NestedTasks {

    private final List<HostTask> open = new ArrayList<>();
    private final List<Consumer<HostTask>> listeners = new ArrayList<>();

    void add(HostTask child) {
        List<Consumer<HostTask>> told;
        synchronized (this) {
            open.add(child);
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.accept(child));
        child.completion().thenRun(() -> remove(child));
    }

    private synchronized void remove(HostTask child) {
        open.remove(child);
    }

    void listen(Consumer<HostTask> listener) {
        List<HostTask> missed;
        synchronized (this) {
            listeners.add(listener);
            missed = List.copyOf(open);
        }
        missed.forEach(listener);
    }

    synchronized void close() {
        listeners.clear();
    }
}
