package dev.vivarium.remote.client;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import dev.vivarium.handle.Delivery;
import dev.vivarium.handle.EventReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What one listener has not taken of the events that have come here; with {@link Overflow#DROP_OLDEST} a thousand at
 * most. Safe for use by any thread.
 */
final class EventQueue extends EventReader {

    private final Reported source;
    private final Overflow overflow;
    private final Deque<ScriptEvent> waiting = new ArrayDeque<>();
    private long missed;
    private boolean closed;

    EventQueue(
            Reported source,
            Delivery delivery,
            Executor executor,
            Overflow overflow,
            Flow.Subscriber<? super ScriptEvent> subscriber) {
        super(delivery, executor, subscriber);
        this.source = source;
        this.overflow = overflow;
    }

    synchronized void put(ScriptEvent event) {
        if (overflow == Overflow.DROP_OLDEST && waiting.size() == Reported.KEPT) {
            waiting.remove();
            missed++;
        }
        waiting.add(event);
    }

    synchronized void close() {
        closed = true;
    }

    @Override
    protected @Nullable ScriptEvent next() {
        ScriptEvent event = waiting.poll();
        if (event == null) {
            return null;
        }
        ScriptEvent told = new ScriptEvent(event.number(), event.name(), event.value(), event.missed() + missed);
        missed = 0;
        return told;
    }

    /** Nobody waits for that: no script is held up from here. */
    @Override
    protected void taken() {}

    @Override
    protected boolean isAtEnd() {
        return closed && waiting.isEmpty();
    }

    @Override
    protected void leave() {
        source.leave(this);
        synchronized (this) {
            waiting.clear();
        }
    }
}
