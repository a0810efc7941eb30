package dev.vivarium.engine.task;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import dev.vivarium.handle.Delivery;
import dev.vivarium.handle.EventReader;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A listener's place in an {@link EventLog}. Safe for use by any thread. */
final class LogReader extends EventReader {

    private final EventLog log;
    private final Overflow overflow;

    /** The number of the event that it gets next. Written with this object's lock, read with the log's. */
    private volatile long next;

    LogReader(
            EventLog log,
            Delivery delivery,
            Executor executor,
            Overflow overflow,
            Flow.Subscriber<? super ScriptEvent> subscriber) {
        super(delivery, executor, subscriber);
        this.log = log;
        this.overflow = overflow;
    }

    void begin(long first) {
        next = first;
    }

    /** Whether an event of that number must be kept for it. */
    boolean needs(long number) {
        return overflow == Overflow.WAIT && next <= number;
    }

    @Override
    protected @Nullable ScriptEvent next() {
        ScriptEvent event = log.from(next);
        if (event != null) {
            next = event.number() + 1;
        }
        return event;
    }

    @Override
    protected void taken() {
        log.read();
    }

    @Override
    protected boolean isAtEnd() {
        return log.isOver(next);
    }

    @Override
    protected void leave() {
        log.leave(this);
    }
}
