package dev.vivarium.engine.task;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TaskState.Done;
import dev.vivarium.TaskState.Parked;
import dev.vivarium.TaskState.Queued;
import dev.vivarium.TaskState.Running;
import dev.vivarium.TaskState.Stopping;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.dialog.Questions;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's record of one task, and the handle that the caller holds. The engine moves it on; whatever happens, the
 * first outcome is the only one. Safe for use by any thread.
 */
public final class HostTask implements ScriptTask {

    private static final Logger LOG = LoggerFactory.getLogger(HostTask.class);

    private final TaskId id;
    private final Optional<TaskId> parent;
    private final Script script;
    private final TaskCapabilities capabilities;
    private final TimeSource time;
    private final long submittedNanos;
    private final Consumer<HostTask> killer;
    private final BiConsumer<HostTask, Outcome> atEnd;
    private final Transcript transcript;
    private final Delivery delivery;
    private final EventLog events = new EventLog();
    private final Questions questions = new Questions();
    private final NestedTasks nested = new NestedTasks();
    private final CompletableFuture<Outcome> completion = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> callbacksDone = new CompletableFuture<>();

    /** Guards state and listeners: a listener must not slip in between the end and its announcement. */
    private final Object lock = new Object();

    private final List<OutputListener> outputListeners = new ArrayList<>();
    private final List<Consumer<Outcome>> endListeners = new ArrayList<>();
    private boolean problemAwaited;

    /** Whether the listeners have been told of the end: until then one more is told after those before it. */
    private boolean announced;

    private volatile TaskState state = new Queued();

    private volatile Outcome.@Nullable LimitExceeded struck;

    /** Whether its script is in a worker, or may yet be. */
    private volatile boolean resident = true;

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
        this.id = id;
        this.parent = parent;
        this.script = script;
        this.capabilities = capabilities;
        this.time = time;
        submittedNanos = time.nanos();
        this.killer = killer;
        this.atEnd = atEnd;
        transcript = new Transcript(script.policy()
                .limits()
                .of(Limits.OUTPUT)
                .most()
                .map(ByteSize::bytes)
                .orElse((long) Integer.MAX_VALUE));
        delivery = new Delivery(id.number());
    }

    // ---- what the engine does with it ------------------------------------------------------------------------

    /** Moves to {@code next} if the table of states allows it. */
    private boolean become(TaskState next) {
        synchronized (lock) {
            if (!state.mayBecome(next)) {
                return false;
            }
            state = next;
            return true;
        }
    }

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
        return state instanceof Parked && become(new Running());
    }

    /** It is being stopped; false if it has not started, is being stopped already or is over. */
    public boolean stopping(TaskState.Why why) {
        return become(new Stopping(why));
    }

    /** It printed {@code text}; what is printed while it is being stopped still counts. */
    public void printed(String text) {
        List<OutputListener> listeners;
        synchronized (lock) {
            if (state instanceof Done && !resident) {
                return;
            }
            transcript.append(text);
            listeners = List.copyOf(outputListeners);
        }
        listeners.forEach(OutputListener::grown);
    }

    /** Ends the task, and its script is gone; false if it was over already, and then no outcome changes. */
    public boolean end(Outcome outcome) {
        leaving = true;
        boolean ended = endAndStay(outcome);
        left(outcome instanceof Outcome.Problem problem ? Optional.of(problem) : Optional.empty());
        return ended;
    }

    /**
     * Nothing of its script is left.
     *
     * @param why what came of it, unless it left as it should
     */
    public void left(Optional<Outcome.Problem> why) {
        synchronized (lock) {
            if (!resident) {
                return;
            }
            resident = false;
            outputListeners.clear();
        }
        why.filter(problem -> !outcome().equals(why) && !(problem instanceof Outcome.Killed))
                .ifPresent(problem -> LOG.warn(
                        "task {} ({}, owner {}): what it has left behind is over: {}",
                        id,
                        script.name(),
                        script.owner(),
                        problem.message()));
        events.close();
        questions.close();
        nested.close();
        why.ifPresentOrElse(capabilities::gone, capabilities::ended);
    }

    /** Ends the task, whose script stays in its worker for what the host has kept of it. */
    public boolean endAndStay(Outcome outcome) {
        boolean unheard;
        synchronized (lock) {
            if (!become(new Done(outcome))) {
                return false;
            }
            unheard = !problemAwaited;
        }
        atEnd.accept(this, outcome);
        if (unheard && outcome instanceof Outcome.Problem problem) {
            LOG.warn("task {} ({}, owner {}) {}", id, script.name(), script.owner(), problem.message());
        }
        synchronized (lock) {
            endListeners.forEach(listener -> listener.accept(outcome));
            endListeners.clear();
            announced = true;
        }
        delivery.add(Delivery::onOwnThread, () -> callbacksDone.complete(null));
        // Not behind the callbacks: one of these, or its executor, may never come to an end.
        Delivery.onOwnThread(() -> completion.complete(outcome));
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
        return 2L * (transcript.length() + script.source().length()) + events.bytes();
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
        nested.add(child);
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
    public TaskId id() {
        return id;
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(time.nanos() - submittedNanos);
    }

    @Override
    public TaskState state() {
        return state;
    }

    @Override
    public String output() {
        return transcript.all();
    }

    @Override
    public CompletionStage<Outcome> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public Optional<Outcome> outcome() {
        return state instanceof Done(Outcome outcome) ? Optional.of(outcome) : Optional.empty();
    }

    @Override
    public Outcome await(Duration atMost) throws TimeoutException, InterruptedException {
        try {
            return completion.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new TimeoutException("task " + id + " is not done after " + atMost + "; it goes on");
        } catch (ExecutionException impossible) {
            throw new AssertionError("completions never fail", impossible);
        }
    }

    @Override
    public ScriptTask onReturn(Executor executor, Consumer<? super @Nullable Object> callback) {
        return atEnd(false, outcome -> {
            if (outcome instanceof Outcome.Returned returned) {
                delivery.add(executor, () -> callback.accept(returned.value()));
            }
        });
    }

    @Override
    public ScriptTask onReturn(Consumer<? super @Nullable Object> callback) {
        return onReturn(Delivery::onOwnThread, callback);
    }

    @Override
    public ScriptTask onError(Executor executor, Consumer<? super Outcome.Problem> callback) {
        return atEnd(true, outcome -> {
            if (outcome instanceof Outcome.Problem problem) {
                delivery.add(executor, () -> callback.accept(problem));
            }
        });
    }

    @Override
    public ScriptTask onError(Consumer<? super Outcome.Problem> callback) {
        return onError(Delivery::onOwnThread, callback);
    }

    private ScriptTask atEnd(boolean forProblems, Consumer<Outcome> listener) {
        synchronized (lock) {
            problemAwaited |= forProblems;
            if (announced) {
                outcome().ifPresent(listener);
            } else {
                endListeners.add(listener);
            }
        }
        return this;
    }

    @Override
    public ScriptTask onOutput(Executor executor, Consumer<? super String> callback) {
        OutputListener listener = new OutputListener(transcript, delivery, executor, callback);
        synchronized (lock) {
            if (resident) {
                outputListeners.add(listener);
            }
        }
        listener.grown();
        return this;
    }

    @Override
    public ScriptTask onOutput(Consumer<? super String> callback) {
        return onOutput(Delivery::onOwnThread, callback);
    }

    @Override
    public ScriptTask onEvent(Executor executor, Overflow overflow, Consumer<? super ScriptEvent> callback) {
        events.listen(new EventReader(events, delivery, executor, overflow, new EveryEvent(id.number(), callback)));
        return this;
    }

    @Override
    public ScriptTask onEvent(Consumer<? super ScriptEvent> callback) {
        return onEvent(Delivery::onOwnThread, Overflow.WAIT, callback);
    }

    @Override
    public Flow.Publisher<ScriptEvent> events() {
        return subscriber -> events.listen(new EventReader(
                events, delivery, Delivery::onOwnThread, Overflow.WAIT, Objects.requireNonNull(subscriber)));
    }

    @Override
    public ScriptTask onQuestion(Executor executor, Consumer<? super Question> callback) {
        questions.listen(question -> delivery.add(executor, () -> callback.accept(question)));
        return this;
    }

    @Override
    public ScriptTask onQuestion(Consumer<? super Question> callback) {
        return onQuestion(Delivery::onOwnThread, callback);
    }

    @Override
    public List<Question> questions() {
        return questions.open();
    }

    @Override
    public ScriptTask onNested(Executor executor, Consumer<? super ScriptTask> callback) {
        nested.listen(task -> delivery.add(executor, () -> callback.accept(task)));
        return this;
    }

    @Override
    public ScriptTask onNested(Consumer<? super ScriptTask> callback) {
        return onNested(Delivery::onOwnThread, callback);
    }

    @Override
    public Optional<TaskId> parent() {
        return parent;
    }

    @Override
    public boolean isResident() {
        return resident && !leaving;
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
    public String toString() {
        return "ScriptTask[" + id + ", " + script.name() + ", " + state.label() + "]";
    }
}
