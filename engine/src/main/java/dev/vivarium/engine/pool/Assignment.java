package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task on its way through the pool: waiting, or held by a worker. Used by the pool's thread alone. */
final class Assignment {

    /** Where a task stands with the worker that holds it. */
    enum Stage {
        SENT,
        COMPUTING,
        PARKED
    }

    final HostTask task;

    /** How many workers it was sent to. */
    int attempts;

    /** Its calls to capabilities. */
    final CallMeter calls = new CallMeter();

    /** Which limit it was stopped for, if that was on the host's side. */
    Outcome.LimitExceeded exceeded = new Outcome.LimitExceeded("", "", "", Usage.NONE);

    Stage stage = Stage.SENT;
    private long startedNanos;
    private TimeSource.@Nullable Cancellation timer;

    Assignment(HostTask task) {
        this.task = task;
    }

    /** Its script begins at {@code nanos}. */
    void begin(long nanos) {
        stage = Stage.COMPUTING;
        startedNanos = nanos;
    }

    /** Whether its script has begun in the worker that holds it. */
    boolean hasBegun() {
        return stage != Stage.SENT;
    }

    /** Goes back to wait for another worker. */
    void rewind() {
        stage = Stage.SENT;
        watch(null);
    }

    /** Replaces the timer that watches over it. */
    void watch(TimeSource.@Nullable Cancellation next) {
        if (timer != null) {
            timer.cancel();
        }
        timer = next;
    }

    /** What it has used at {@code nanos}. */
    Usage usage(long nanos, long cpuNanos) {
        Duration wall = hasBegun() ? Duration.ofNanos(nanos - startedNanos) : Duration.ZERO;
        return new Usage(Duration.ofNanos(cpuNanos), wall);
    }
}
