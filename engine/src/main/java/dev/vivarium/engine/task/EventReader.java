package dev.vivarium.engine.task;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One listener to the events of a task, as the Flow API has it: it is told of as many as it has asked for, one after the
 * other, on its executor. Safe for use by any thread.
 */
final class EventReader implements Flow.Subscription {

    /** Events that are told at one go, before other callbacks of the task have their turn. */
    private static final int AT_ONCE = 64;

    private final EventLog log;
    private final Delivery delivery;
    private final Executor executor;
    private final Overflow overflow;
    private final Flow.Subscriber<? super ScriptEvent> subscriber;
    private final AtomicBoolean queued = new AtomicBoolean();

    /** The number of the event that it gets next. */
    private volatile long next;

    private long wanted;
    private boolean begun;
    private boolean over;
    private @Nullable IllegalArgumentException misuse;

    EventReader(
            EventLog log,
            Delivery delivery,
            Executor executor,
            Overflow overflow,
            Flow.Subscriber<? super ScriptEvent> subscriber) {
        this.log = log;
        this.delivery = delivery;
        this.executor = executor;
        this.overflow = overflow;
        this.subscriber = subscriber;
    }

    void begin(long first) {
        next = first;
    }

    long next() {
        return next;
    }

    Overflow overflow() {
        return overflow;
    }

    /** There may be something to tell. */
    void grown() {
        if (queued.compareAndSet(false, true)) {
            delivery.add(executor, this::tell);
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
        }
        log.leave(this);
    }

    /** Calls of one reader never overlap: they go through one delivery. */
    private void tell() {
        queued.set(false);
        if (!begun) {
            begun = true;
            subscriber.onSubscribe(this);
        }
        for (int told = 0; told < AT_ONCE; told++) {
            ScriptEvent event = take();
            if (event == null) {
                end();
                return;
            }
            log.read();
            subscriber.onNext(event);
        }
        grown();
    }

    private synchronized @Nullable ScriptEvent take() {
        if (over || misuse != null || wanted == 0) {
            return null;
        }
        ScriptEvent event = log.from(next);
        if (event != null) {
            next = event.number() + 1;
            wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
        }
        return event;
    }

    private void end() {
        IllegalArgumentException wrong;
        synchronized (this) {
            wrong = misuse;
            if (over || (wrong == null && !log.isOver(next))) {
                return;
            }
            over = true;
        }
        log.leave(this);
        if (wrong == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(wrong);
        }
    }
}
