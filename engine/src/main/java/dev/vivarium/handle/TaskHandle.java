package dev.vivarium.handle;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TaskState.Done;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the caller does with a task, wherever its script runs: it asks for state, output and outcome, and listens. Those
 * who run the script move it on. Safe for use by any thread.
 */
public abstract class TaskHandle implements ScriptTask {

    private final TaskId id;
    private final Optional<TaskId> parent;
    private final Script script;
    private final TimeSource time;
    private final long submittedNanos;
    private final Delivery delivery;
    private final Output output;
    private final OpenOnes<ScriptTask> nested = new OpenOnes<>();
    private final CompletableFuture<Outcome> completion = new CompletableFuture<>();

    /** Guards state and listeners: a listener must not slip in between the end and its announcement. */
    private final Object lock = new Object();

    private final List<Consumer<Outcome>> endListeners = new ArrayList<>();
    private boolean problemAwaited;

    /** Whether the listeners have been told of the end: until then one more is told after those before it. */
    private boolean announced;

    private volatile TaskState state = new TaskState.Queued();

    /** Guarded by the lock. */
    private final TurnClock turns = new TurnClock();

    /**
     * @param parent whose script has started it; empty if a host has
     * @param mostChars how much of its output is kept, in characters
     */
    protected TaskHandle(TaskId id, Optional<TaskId> parent, Script script, TimeSource time, long mostChars) {
        this.id = id;
        this.parent = parent;
        this.script = script;
        this.time = time;
        submittedNanos = time.nanos();
        delivery = new Delivery(id.number());
        output = new Output(mostChars, delivery);
    }

    // ---- what those do with it who run its script ------------------------------------------------------------

    /** Begins to tell {@code subscriber} of its events, the oldest that are kept first. */
    protected abstract void listen(
            Executor executor, Overflow overflow, Flow.Subscriber<? super ScriptEvent> subscriber);

    /** What it asks. */
    protected abstract OpenOnes<? extends Question> openQuestions();

    /** Moves to {@code next} if {@code from} takes the state it is in. */
    protected final boolean become(TaskState next, Predicate<TaskState> from) {
        synchronized (lock) {
            if (!from.test(state)) {
                return false;
            }
            turns.becomes(next, time.nanos());
            state = next;
            return true;
        }
    }

    /** Moves to {@code next} if the table of states allows it. */
    protected final boolean become(TaskState next) {
        return become(next, now -> now.mayBecome(next));
    }

    /**
     * Ends it and tells who listens; false if it was over already, and then no outcome changes. {@link #complete} is to
     * follow.
     *
     * @param first what is done before callbacks hear of it
     */
    protected final boolean settle(Outcome outcome, Runnable first) {
        boolean unheard;
        synchronized (lock) {
            if (!become(new Done(outcome))) {
                return false;
            }
            unheard = !problemAwaited;
        }
        first.run();
        if (unheard && outcome instanceof Outcome.Problem problem) {
            LoggerFactory.getLogger(getClass())
                    .warn("task {} ({}, owner {}) {}", id, script.name(), script.owner(), problem.message());
        }
        synchronized (lock) {
            endListeners.forEach(listener -> listener.accept(outcome));
            endListeners.clear();
            announced = true;
        }
        return true;
    }

    /** Completes {@link #completion}. Not behind the callbacks: one of these, or its executor, may never come to an end. */
    protected final void complete(Outcome outcome) {
        Delivery.onOwnThread(() -> completion.complete(outcome));
    }

    /** Nothing more of it is printed or started. */
    protected final void silence() {
        output.close();
        nested.close();
    }

    /** Its script has started {@code child}. */
    protected final void addNested(ScriptTask child) {
        nested.add(child);
        child.completion().thenRun(() -> nested.remove(child));
    }

    /** Where its callbacks run, one after the other. */
    protected final Delivery delivery() {
        return delivery;
    }

    /** What it has printed. */
    protected final Output printed() {
        return output;
    }

    // ---- what the caller does with it ------------------------------------------------------------------------

    @Override
    public final TaskId id() {
        return id;
    }

    @Override
    public final Optional<TaskId> parent() {
        return parent;
    }

    @Override
    public final Script script() {
        return script;
    }

    @Override
    public final Duration age() {
        return Duration.ofNanos(time.nanos() - submittedNanos);
    }

    @Override
    public final Usage usage() {
        synchronized (lock) {
            return outcome().map(Outcome::usage).orElseGet(() -> turns.usage(time.nanos()));
        }
    }

    @Override
    public final TaskState state() {
        return state;
    }

    @Override
    public final String output() {
        return output.all();
    }

    @Override
    public final CompletionStage<Outcome> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public final Optional<Outcome> outcome() {
        return state instanceof Done(Outcome outcome) ? Optional.of(outcome) : Optional.empty();
    }

    @Override
    public final Outcome await(Duration atMost) throws TimeoutException, InterruptedException {
        try {
            return completion.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new TimeoutException("task " + id + " is not done after " + atMost + "; it goes on");
        } catch (ExecutionException impossible) {
            throw new AssertionError("completions never fail", impossible);
        }
    }

    @Override
    public final ScriptTask onReturn(Executor executor, Consumer<? super @Nullable Object> callback) {
        return atEnd(false, outcome -> {
            if (outcome instanceof Outcome.Returned returned) {
                delivery.add(executor, () -> callback.accept(returned.value()));
            }
        });
    }

    @Override
    public final ScriptTask onReturn(Consumer<? super @Nullable Object> callback) {
        return onReturn(Delivery.OWN_THREAD, callback);
    }

    @Override
    public final ScriptTask onError(Executor executor, Consumer<? super Outcome.Problem> callback) {
        return atEnd(true, outcome -> {
            if (outcome instanceof Outcome.Problem problem) {
                delivery.add(executor, () -> callback.accept(problem));
            }
        });
    }

    @Override
    public final ScriptTask onError(Consumer<? super Outcome.Problem> callback) {
        return onError(Delivery.OWN_THREAD, callback);
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
    public final ScriptTask onOutput(Executor executor, Consumer<? super String> callback) {
        output.listen(executor, callback);
        return this;
    }

    @Override
    public final ScriptTask onOutput(Consumer<? super String> callback) {
        return onOutput(Delivery.OWN_THREAD, callback);
    }

    @Override
    public final ScriptTask onEvent(Executor executor, Overflow overflow, Consumer<? super ScriptEvent> callback) {
        listen(executor, overflow, new EveryEvent(id.number(), callback));
        return this;
    }

    @Override
    public final ScriptTask onEvent(Consumer<? super ScriptEvent> callback) {
        return onEvent(Delivery.OWN_THREAD, Overflow.WAIT, callback);
    }

    @Override
    public final Flow.Publisher<ScriptEvent> events() {
        return subscriber -> listen(Delivery.OWN_THREAD, Overflow.WAIT, Objects.requireNonNull(subscriber));
    }

    @Override
    public final ScriptTask onQuestion(Executor executor, Consumer<? super Question> callback) {
        openQuestions().listen(question -> delivery.add(executor, () -> callback.accept(question)));
        return this;
    }

    @Override
    public final ScriptTask onQuestion(Consumer<? super Question> callback) {
        return onQuestion(Delivery.OWN_THREAD, callback);
    }

    @Override
    public final List<Question> questions() {
        return List.copyOf(openQuestions().all());
    }

    @Override
    public final ScriptTask onNested(Executor executor, Consumer<? super ScriptTask> callback) {
        nested.listen(child -> delivery.add(executor, () -> callback.accept(child)));
        return this;
    }

    @Override
    public final ScriptTask onNested(Consumer<? super ScriptTask> callback) {
        return onNested(Delivery.OWN_THREAD, callback);
    }

    @Override
    public final String toString() {
        return "ScriptTask[" + id + ", " + script.name() + ", " + state.label() + "]";
    }
}
