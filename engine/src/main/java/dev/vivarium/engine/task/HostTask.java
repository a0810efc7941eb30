package dev.vivarium.engine.task;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TaskState.Parked;
import dev.vivarium.TaskState.Running;
import dev.vivarium.TaskState.Stopping;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.dialog.Questions;
import dev.vivarium.handle.Delivery;
import dev.vivarium.handle.OpenOnes;
import dev.vivarium.handle.TaskHandle;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's record of one task, and the handle that the caller holds. The engine moves it on; whatever happens, the
 * first outcome is the only one. Safe for use by any thread.
 */
public final class HostTask extends TaskHandle {

    private static final Logger LOG = LoggerFactory.getLogger(HostTask.class);

    private final TaskCapabilities capabilities;
    private final Consumer<HostTask> killer;
    private final BiConsumer<HostTask, Outcome> atEnd;
    private final EventLog events = new EventLog();
    private final Questions questions = new Questions();
    private final CompletableFuture<@Nullable Void> callbacksDone = new CompletableFuture<>();

    private volatile Outcome.@Nullable LimitExceeded struck;

    /** Whether its script is in a worker, or may yet be. */
    private final AtomicBoolean resident = new AtomicBoolean(true);

    /** Whether it leaves with its outcome: whoever hears of that must find nothing left that could be killed. */
    private volatile boolean leaving;

    /** A task that a host has started; see the other constructor. */
    public HostTask(
            TaskId id,
            Script script,
            TaskCapabilities capabilities,
            TimeSource time,
            Consumer<HostTask> killer,
            BiConsumer<HostTask, Outcome> atEnd) {
        this(id, Optional.empty(), script, capabilities, time, killer, atEnd);
    }

    /**
     * @param parent whose script has started it
     * @param killer called when a caller asks for the task's death
     * @param atEnd called once with the outcome, before callbacks hear of it
     */
    public HostTask(
            TaskId id,
            Optional<TaskId> parent,
            Script script,
            TaskCapabilities capabilities,
            TimeSource time,
            Consumer<HostTask> killer,
            BiConsumer<HostTask, Outcome> atEnd) {
        super(id, parent, script, time, mostChars(script));
        this.capabilities = capabilities;
        this.killer = killer;
        this.atEnd = atEnd;
    }

    private static long mostChars(Script script) {
        return script.policy()
                .limits()
                .of(Limits.OUTPUT)
                .most()
                .map(ByteSize::bytes)
                .orElse((long) Integer.MAX_VALUE);
    }

    // ---- what the engine does with it ------------------------------------------------------------------------

    /** A worker has begun to run it; false if it is over or being stopped. */
    public boolean started() {
        return become(new Running());
    }

    /** It waits for something; false if it isn't running. */
    public boolean parked() {
        return become(new Parked());
    }

    /** It computes again; false if it isn't parked. */
    public boolean resumed() {
        return state() instanceof Parked && become(new Running());
    }

    /** It is being stopped; false if it has not started, is being stopped already or is over. */
    public boolean stopping(TaskState.Why why) {
        return become(new Stopping(why));
    }

    /** It printed {@code text}; what is printed while it is being stopped still counts. */
    public void printed(String text) {
        printed().append(text);
    }

    /** Ends the task, and its script is gone; false if it was over already, and then no outcome changes. */
    public boolean end(Outcome outcome) {
        leaving = true;
        // Before anybody hears of the outcome, who would find a question open that nobody can answer any more.
        questions.close();
        Optional<Outcome.Problem> why =
                outcome instanceof Outcome.Problem problem ? Optional.of(problem) : Optional.empty();
        // Nor is a call made any more that waits for its turn on the host's side.
        closeCapabilities(why);
        boolean ended = endAndStay(outcome);
        left(why);
        return ended;
    }

    /**
     * Nothing of its script is left.
     *
     * @param why what came of it, unless it left as it should
     */
    public void left(Optional<Outcome.Problem> why) {
        if (!resident.compareAndSet(true, false)) {
            return;
        }
        silence();
        why.filter(problem -> !outcome().equals(why) && !(problem instanceof Outcome.Killed))
                .ifPresent(problem -> LOG.warn(
                        "task {} ({}, owner {}): what it has left behind is over: {}",
                        id(),
                        script().name(),
                        script().owner(),
                        problem.message()));
        events.close();
        questions.close();
        closeCapabilities(why);
    }

    private void closeCapabilities(Optional<Outcome.Problem> why) {
        why.ifPresentOrElse(capabilities::gone, capabilities::ended);
    }

    /** Ends the task, whose script stays in its worker for what the host has kept of it. */
    public boolean endAndStay(Outcome outcome) {
        if (!settle(outcome, () -> atEnd.accept(this, outcome))) {
            return false;
        }
        delivery().add(Delivery.OWN_THREAD, () -> callbacksDone.complete(null));
        complete(outcome);
        return true;
    }

    /** Completes when the callbacks that were there at the end of the task have run; one may take for ever. */
    public CompletableFuture<@Nullable Void> callbacksDone() {
        return callbacksDone;
    }

    /**
     * It reports an event. Completes when it may go on.
     *
     * @param bytes how large the value is
     */
    public CompletionStage<@Nullable Void> emit(String name, @Nullable Object value, long bytes) {
        return events.add(name, value, bytes);
    }

    /** About how much of the heap it keeps when it has ended, besides its result; in bytes. */
    public long keptBytes() {
        return 2L * (printed().length() + script().source().length()) + events.bytes();
    }

    /** It was refused something, with a Python error that ends in {@code (limit …)}: it ends by this if by that error. */
    public void struck(Outcome.LimitExceeded limit) {
        struck = limit;
    }

    /** The limit that was refused last, if {@code message} is what the script was told of it. */
    public Optional<Outcome.LimitExceeded> limitBehind(String message) {
        Outcome.LimitExceeded limit = struck;
        return limit != null && message.endsWith("(limit " + limit.limit() + ")")
                ? Optional.of(limit)
                : Optional.empty();
    }

    /** Its script has made {@code child}, which has not begun. */
    public void startedNested(HostTask child) {
        addNested(child);
    }

    /** What it asks. */
    public Questions asked() {
        return questions;
    }

    /** The host objects that it may use. */
    public TaskCapabilities capabilities() {
        return capabilities;
    }

    // ---- what the caller does with it ------------------------------------------------------------------------

    @Override
    public boolean isResident() {
        return resident.get() && !leaving;
    }

    @Override
    public boolean kill() {
        boolean open = !isDone() || isResident();
        if (open) {
            killer.accept(this);
        }
        return open;
    }

    @Override
    protected void listen(Executor executor, Overflow overflow, Flow.Subscriber<? super ScriptEvent> subscriber) {
        events.listen(new LogReader(events, delivery(), executor, overflow, subscriber));
    }

    @Override
    protected OpenOnes<? extends Question> openQuestions() {
        return questions.open();
    }
}
