package dev.vivarium.handle;

import dev.vivarium.ScriptEvent;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One listener to the events of a task, as the Flow API has it: it is told of as many as it has asked for, one after the
 * other, on its executor. Where they come from is said by its subclasses. Safe for use by any thread.
 */
public abstract class EventReader implements Flow.Subscription {

    /** Events that are told at one go, before other callbacks of the task have their turn. */
    private static final int AT_ONCE = 64;

    private final Delivery delivery;
    private final Executor executor;
    private final Flow.Subscriber<? super ScriptEvent> subscriber;
    private final AtomicBoolean queued = new AtomicBoolean();

    private long wanted;
    private boolean begun;
    private boolean over;
    private @Nullable IllegalArgumentException misuse;

    /** @param delivery the task's */
    protected EventReader(Delivery delivery, Executor executor, Flow.Subscriber<? super ScriptEvent> subscriber) {
        this.delivery = delivery;
        this.executor = executor;
        this.subscriber = subscriber;
    }

    /** Takes the next event; null if there is none now. Called with this object's lock. */
    protected abstract @Nullable ScriptEvent next();

    /** One event has been taken, and is told next. */
    protected abstract void taken();

    /** Whether there is no event, and none comes. Called with this object's lock. */
    protected abstract boolean isAtEnd();

    /** It wants no more. */
    protected abstract void leave();

    /** There may be something to tell. */
    public final void grown() {
        if (queued.compareAndSet(false, true)) {
            delivery.add(executor, this::tell);
        }
    }

    @Override
    public final void request(long more) {
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
    public final void cancel() {
        synchronized (this) {
            over = true;
        }
        leave();
    }

    /** Calls of one reader never overlap: they go through one delivery, which logs what is thrown. */
    private void tell() {
        queued.set(false);
        try {
            tellSome();
        } catch (RuntimeException | Error thrown) {
            cancel();
            throw thrown;
        }
    }

    private void tellSome() {
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
            taken();
            subscriber.onNext(event);
        }
        grown();
    }

    private synchronized @Nullable ScriptEvent take() {
        if (over || misuse != null || wanted == 0) {
            return null;
        }
        ScriptEvent event = next();
        if (event != null) {
            wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
        }
        return event;
    }

    private void end() {
        IllegalArgumentException wrong;
        synchronized (this) {
            wrong = misuse;
            if (over || (wrong == null && !isAtEnd())) {
                return;
            }
            over = true;
        }
        leave();
        if (wrong == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(wrong);
        }
    }
}
