package dev.vivarium.remote.client;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One listener to the events of a task, as the Flow API has it. What it has not taken waits here; with
 * {@link Overflow#DROP_OLDEST} a thousand at most. Safe for use by any thread.
 */
final class EventReader implements Flow.Subscription {

    private final Reported source;
    private final Callbacks callbacks;
    private final Executor executor;
    private final Overflow overflow;
    private final Flow.Subscriber<? super ScriptEvent> subscriber;
    private final AtomicBoolean queued = new AtomicBoolean();

    private final Deque<ScriptEvent> waiting = new ArrayDeque<>();
    private long missed;
    private long wanted;
    private boolean begun;
    private boolean closed;
    private boolean over;
    private @Nullable IllegalArgumentException misuse;

    EventReader(
            Reported source,
            Callbacks callbacks,
            Executor executor,
            Overflow overflow,
            Flow.Subscriber<? super ScriptEvent> subscriber) {
        this.source = source;
        this.callbacks = callbacks;
        this.executor = executor;
        this.overflow = overflow;
        this.subscriber = subscriber;
    }

    synchronized void put(ScriptEvent event) {
        if (over) {
            return;
        }
        if (overflow == Overflow.DROP_OLDEST && waiting.size() == Reported.KEPT) {
            waiting.remove();
            missed++;
        }
        waiting.add(event);
    }

    synchronized void close() {
        closed = true;
    }

    /** There may be something to tell. */
    void grown() {
        if (queued.compareAndSet(false, true)) {
            callbacks.add(executor, this::tell);
        }
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            if (more <= 0) {
                misuse = new IllegalArgumentException("a subscriber must ask for at least one event, not " + more);
            } else {
                wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
            }
        }
        grown();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            over = true;
            waiting.clear();
        }
        source.leave(this);
    }

    /** Calls of one reader never overlap: they go through one chain. One event at a time, so that others get a turn. */
    private void tell() {
        queued.set(false);
        if (!begun) {
            begun = true;
            subscriber.onSubscribe(this);
        }
        ScriptEvent event = take();
        if (event == null) {
            end();
            return;
        }
        grown();
        subscriber.onNext(event);
    }

    private synchronized @Nullable ScriptEvent take() {
        if (over || misuse != null || wanted == 0) {
            return null;
        }
        ScriptEvent event = waiting.poll();
        if (event == null) {
            return null;
        }
        wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
        ScriptEvent told = new ScriptEvent(event.number(), event.name(), event.value(), event.missed() + missed);
        missed = 0;
        return told;
    }

    private void end() {
        IllegalArgumentException wrong;
        synchronized (this) {
            wrong = misuse;
            if (over || (wrong == null && !(closed && waiting.isEmpty()))) {
                return;
            }
            over = true;
        }
        source.leave(this);
        if (wrong == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(wrong);
        }
    }
}
