package dev.vivarium.engine.delay;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delay. */
final class HostDelay extends NamedDelay {

    private static final Logger LOG = LoggerFactory.getLogger(HostDelay.class);

    private enum State {
        ARMED,
        CANCELLED,
        CALLED,
        REMOVED
    }

    private final Delays.Action action;
    private final Consumer<HostDelay> atEnd;
    private State state = State.ARMED;
    private final TimeSource time;
    private int pauses;

    /** Its time has come while it was paused: no timer is set any more. */
    private boolean overdue;

    private TimeSource.@Nullable Cancellation timer;

    HostDelay(TimeSource time, long id, String owner, String name, Delays.Action action, Consumer<HostDelay> atEnd) {
        super(id, owner, name);
        this.time = time;
        this.action = action;
        this.atEnd = atEnd;
    }

    /** Sets its clock; to be called once. */
    synchronized void start(Duration delay) {
        timer = time.schedule(delay, this::due);
    }

    private void due() {
        synchronized (this) {
            if (state == State.CANCELLED) {
                forgetLater();
                return;
            }
            overdue = pauses > 0;
            if (overdue) {
                return;
            }
        }
        endAs(State.CALLED, true);
    }

    /** To be called with the lock, when its time has come. */
    private void forgetLater() {
        timer = time.schedule(Delays.STALE_AFTER, this::remove);
    }

    /** Ends it, with a call or without; false if it was over. */
    private boolean endAs(State end, boolean mustBeActive) {
        synchronized (this) {
            if (!exists() || (mustBeActive && !isActive())) {
                return false;
            }
            state = end;
            if (timer != null) {
                timer.cancel();
            }
        }
        if (end == State.CALLED) {
            begin();
        }
        atEnd.accept(this);
        return true;
    }

    private void begin() {
        try {
            action.begin();
        } catch (RuntimeException thrown) {
            LOG.error("delay {} ({}) failed", id(), name(), thrown);
        }
    }

    @Override
    public synchronized boolean exists() {
        return state == State.ARMED || state == State.CANCELLED;
    }

    @Override
    public synchronized boolean isActive() {
        return state == State.ARMED;
    }

    @Override
    public synchronized boolean isCalled() {
        return state == State.CALLED;
    }

    @Override
    public synchronized boolean isPaused() {
        return pauses > 0;
    }

    @Override
    public synchronized boolean cancel() {
        boolean active = isActive();
        if (active) {
            state = State.CANCELLED;
            if (overdue) {
                forgetLater();
            }
        }
        return active;
    }

    @Override
    public boolean remove() {
        return endAs(State.REMOVED, false);
    }

    @Override
    public synchronized boolean pause() {
        boolean active = isActive();
        if (active) {
            pauses++;
        }
        return active;
    }

    @Override
    public boolean unpause() {
        synchronized (this) {
            if (pauses == 0) {
                return false;
            }
            pauses--;
            if (pauses > 0 || !overdue) {
                return true;
            }
        }
        endAs(State.CALLED, true);
        return true;
    }

    @Override
    public boolean call() {
        boolean exists = exists();
        if (exists) {
            begin();
        }
        return exists;
    }

    @Override
    public boolean doNow() {
        return endAs(State.CALLED, false);
    }

    /** As {@link #doNow}, when somebody else has made the call. */
    boolean done() {
        synchronized (this) {
            if (!exists()) {
                return false;
            }
            state = State.CALLED;
            if (timer != null) {
                timer.cancel();
            }
        }
        atEnd.accept(this);
        return true;
    }

    @Override
    public String toString() {
        return "Delay[" + id() + ", " + name() + ", " + state + "]";
    }
}
