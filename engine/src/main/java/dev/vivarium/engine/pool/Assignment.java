package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.ContextLife;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task on its way through the pool: waiting, or held by a worker. Used by the pool's events alone. */
final class Assignment {

    /** Where a task stands with the worker that holds it. */
    enum Stage {
        SENT,
        COMPUTING,
        PARKED
    }

    final HostTask task;

    /** Whoever may share a context with it: the runs of its owner under the same policy. Null for none. */
    final @Nullable String keptFor;

    /** How many workers it was sent to that had nothing else to do. */
    int attempts;

    /** Whether it was sent to a worker ahead of its turn, to wait there for the script before it. */
    boolean ahead;

    /** Whether that worker was asked to give it back. */
    boolean recalled;

    /** Whether its source has been brief of late. */
    boolean brief;

    /** Its calls to capabilities. */
    final CallMeter calls = new CallMeter();

    /** Which limit it was stopped for, if that was on the host's side. */
    Outcome.LimitExceeded exceeded = new Outcome.LimitExceeded("", "", "", Usage.NONE);

    /** Whether its task has its outcome and its context stays for what the host has kept of it. */
    boolean resident;

    /** Why what it has left behind is being stopped, if it is. */
    Outcome.@Nullable Problem expelled;

    /** Whether it was told to stop and has not answered in time. */
    boolean overdue;

    /** Whether it waits with nothing of it under way: see {@link dev.vivarium.engine.link.Message.Parked}. */
    boolean idle;

    /** The kernel's number of its script's thread, if its worker tells the truth; 0 if that is not known. */
    private long thread;

    private Stage stage = Stage.SENT;
    private long startedNanos;

    /** How long it has computed in earlier turns. */
    private long computedNanos;

    /** When its present turn began. */
    private long turnNanos;

    private TimeSource.@Nullable Cancellation timer;

    /** Watches over how long it may be there at all; set when it first waits for its host. */
    private TimeSource.@Nullable Cancellation lifetime;

    Assignment(HostTask task) {
        this.task = task;
        Policy policy = task.script().policy();
        keptFor = policy.context() == ContextLife.KEPT
                ? policy.name() + '/' + task.script().owner()
                : null;
    }

    /** Its script begins at {@code nanos}, in that thread of its worker. */
    void begin(long nanos, long kernelThread) {
        startedNanos = nanos;
        thread = kernelThread;
        compute(nanos);
    }

    /** It computes from {@code nanos} on. */
    void compute(long nanos) {
        stage = Stage.COMPUTING;
        turnNanos = nanos;
    }

    /** It waits from {@code nanos} on. */
    void park(long nanos) {
        stage = Stage.PARKED;
        brief = false;
        computedNanos += nanos - turnNanos;
    }

    /** Where it stands. */
    Stage stage() {
        return stage;
    }

    /** The kernel's number of its script's thread, if its worker tells the truth; 0 if that is not known. */
    long thread() {
        return thread;
    }

    /** Whether it has the turn in its worker, or has been sent there to begin. */
    boolean computes() {
        return stage != Stage.PARKED;
    }

    /** Whether it has had the turn all the time since before {@code nanos}. */
    boolean computesSince(long nanos) {
        return stage == Stage.COMPUTING && turnNanos - nanos < 0;
    }

    /** Whether it will most likely be over soon: nothing has happened yet that speaks against it. */
    boolean isBrief() {
        return brief && !task.isDone() && !(task.state() instanceof TaskState.Stopping);
    }

    /** Whether its script has begun in the worker that holds it. */
    boolean hasBegun() {
        return stage != Stage.SENT;
    }

    /** Goes back to wait for another worker. */
    void rewind() {
        stage = Stage.SENT;
        ahead = false;
        recalled = false;
        computedNanos = 0;
        watch(null);
    }

    /** Replaces the timer that watches over it. */
    void watch(TimeSource.@Nullable Cancellation next) {
        if (timer != null) {
            timer.cancel();
        }
        timer = next;
    }

    /** Whether something watches over its lifetime. */
    boolean hasLifetime() {
        return lifetime != null;
    }

    /** Sets what watches over its lifetime. */
    void limitLifetime(TimeSource.Cancellation set) {
        lifetime = set;
    }

    /** It is not in a worker any more: nothing watches over it. */
    void gone() {
        watch(null);
        if (lifetime != null) {
            lifetime.cancel();
            lifetime = null;
        }
    }

    /** How long ago it began. */
    Duration age(long nanos) {
        return Duration.ofNanos(nanos - startedNanos);
    }

    /**
     * What it has used at {@code nanos}, by the host's clock alone: a script that has the turn counts as computing, even
     * while it waits for the processor. For those that end without their worker's word.
     */
    Usage usage(long nanos) {
        return usage(nanos, computedNanos + (stage == Stage.COMPUTING ? nanos - turnNanos : 0));
    }

    /** What it has used at {@code nanos}, with the processor time that its worker has measured. */
    Usage usage(long nanos, long cpuNanos) {
        Duration wall = hasBegun() ? Duration.ofNanos(nanos - startedNanos) : Duration.ZERO;
        return new Usage(Duration.ofNanos(cpuNanos), wall);
    }
}
