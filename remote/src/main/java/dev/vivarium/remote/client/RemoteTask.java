package dev.vivarium.remote.client;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handle of a task that a task server runs. As any other, with these differences: its {@link #id()} counts the tasks
 * of this connection, and {@link #remoteId()} is the server's; {@link #state()} follows a quarter of a second later; and
 * no script waits for a listener that is elsewhere, so what a slow one has not taken of the events waits here, whatever
 * its {@link Overflow}, but for {@link Overflow#DROP_OLDEST}. Safe for use by any thread.
 */
public final class RemoteTask implements ScriptTask {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteTask.class);
    private static final TimeSource TIME = TimeSource.system();

    private final TaskId id;
    private final Optional<TaskId> parent;
    private final Script script;
    private final Wishes wishes;
    private final long begin = TIME.nanos();
    private final Callbacks callbacks;
    private final Printed printed;
    private final Reported reported;
    private final CompletableFuture<Outcome> completion = new CompletableFuture<>();

    /** The server's number for it; completes exceptionally if it never gets one. */
    private final CompletableFuture<Long> accepted = new CompletableFuture<>();

    /** Guards state, listeners and lists: a listener must not slip in between the end and its announcement. */
    private final Object lock = new Object();

    private final List<Consumer<Outcome>> endListeners = new ArrayList<>();
    private final List<RemoteQuestion> questions = new ArrayList<>();
    private final List<Consumer<Question>> questionListeners = new ArrayList<>();
    private final List<RemoteTask> nested = new ArrayList<>();
    private final List<Consumer<ScriptTask>> nestedListeners = new ArrayList<>();
    private boolean problemAwaited;
    private volatile TaskState state = new TaskState.Queued();
    private volatile boolean resident = true;

    /** What a handle asks of its connection. None of it blocks. */
    interface Wishes {
        /** That the task die. */
        void kill(long remoteId);

        /** That a question be answered; empty to cancel it. */
        void answer(long remoteId, long question, Optional<String> answer);
    }

    RemoteTask(TaskId id, Optional<TaskId> parent, Script script, Wishes wishes) {
        this.id = id;
        this.parent = parent;
        this.script = script;
        this.wishes = wishes;
        callbacks = new Callbacks(id.number());
        printed = new Printed(callbacks);
        reported = new Reported(callbacks);
    }

    // ---- what the connection does with it --------------------------------------------------------------------

    void accepted(long remoteId) {
        accepted.complete(remoteId);
    }

    void printed(String text) {
        printed.append(text);
    }

    void reported(ScriptEvent event) {
        reported.add(event);
    }

    /** It was in that state a moment ago; short ones in between are not told. */
    void became(TaskState next) {
        synchronized (lock) {
            if (!(state instanceof TaskState.Done)) {
                state = next;
            }
        }
    }

    void asked(long number, String text) {
        RemoteQuestion question = new RemoteQuestion(number, text, this::answer);
        List<Consumer<Question>> told;
        synchronized (lock) {
            questions.add(question);
            told = List.copyOf(questionListeners);
        }
        told.forEach(listener -> listener.accept(question));
    }

    private void answer(RemoteQuestion question, Optional<String> answer) {
        synchronized (lock) {
            questions.remove(question);
        }
        accepted.thenAccept(number -> wishes.answer(number, question.number(), answer));
    }

    /** Somebody has answered it, or its time is over. */
    void answered(long number) {
        synchronized (lock) {
            questions.stream().filter(one -> one.number() == number).forEach(RemoteQuestion::close);
            questions.removeIf(one -> one.number() == number);
        }
    }

    void started(RemoteTask child) {
        List<Consumer<ScriptTask>> told;
        synchronized (lock) {
            nested.add(child);
            told = List.copyOf(nestedListeners);
        }
        child.completion().thenRun(() -> {
            synchronized (lock) {
                nested.remove(child);
            }
        });
        told.forEach(listener -> listener.accept(child));
    }

    /** It has ended; its script may stay. False if it had ended before. */
    boolean end(Outcome outcome) {
        boolean unheard;
        synchronized (lock) {
            if (state instanceof TaskState.Done) {
                return false;
            }
            state = new TaskState.Done(outcome);
            unheard = !problemAwaited;
            endListeners.forEach(listener -> listener.accept(outcome));
            endListeners.clear();
        }
        if (unheard && outcome instanceof Outcome.Problem problem) {
            LOG.warn("task {} ({}) {}", id, script.name(), problem.message());
        }
        Callbacks.onOwnThread(() -> completion.complete(outcome));
        return true;
    }

    /** Nothing of its script is left. */
    void left() {
        resident = false;
        reported.close();
        synchronized (lock) {
            questions.forEach(RemoteQuestion::close);
            questions.clear();
        }
    }

    // ---- what the caller does with it ------------------------------------------------------------------------

    /** The server's number for it, which it is called by there; empty until the server has taken it. */
    public OptionalLong remoteId() {
        return accepted.isDone() && !accepted.isCompletedExceptionally()
                ? OptionalLong.of(accepted.join())
                : OptionalLong.empty();
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public Duration age() {
        return Duration.ofNanos(TIME.nanos() - begin);
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public TaskState state() {
        return state;
    }

    @Override
    public String output() {
        return printed.all();
    }

    @Override
    public CompletionStage<Outcome> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public Optional<Outcome> outcome() {
        return state instanceof TaskState.Done(Outcome outcome) ? Optional.of(outcome) : Optional.empty();
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
                callbacks.add(executor, () -> callback.accept(returned.value()));
            }
        });
    }

    @Override
    public ScriptTask onReturn(Consumer<? super @Nullable Object> callback) {
        return onReturn(Callbacks::onOwnThread, callback);
    }

    @Override
    public ScriptTask onError(Executor executor, Consumer<? super Outcome.Problem> callback) {
        return atEnd(true, outcome -> {
            if (outcome instanceof Outcome.Problem problem) {
                callbacks.add(executor, () -> callback.accept(problem));
            }
        });
    }

    @Override
    public ScriptTask onError(Consumer<? super Outcome.Problem> callback) {
        return onError(Callbacks::onOwnThread, callback);
    }

    private ScriptTask atEnd(boolean forProblems, Consumer<Outcome> listener) {
        synchronized (lock) {
            problemAwaited |= forProblems;
            outcome().ifPresentOrElse(listener, () -> endListeners.add(listener));
        }
        return this;
    }

    @Override
    public ScriptTask onOutput(Executor executor, Consumer<? super String> callback) {
        printed.listen(executor, callback);
        return this;
    }

    @Override
    public ScriptTask onOutput(Consumer<? super String> callback) {
        return onOutput(Callbacks::onOwnThread, callback);
    }

    @Override
    public ScriptTask onEvent(Executor executor, Overflow overflow, Consumer<? super ScriptEvent> callback) {
        reported.listen(executor, overflow, new EveryEvent(callback));
        return this;
    }

    @Override
    public ScriptTask onEvent(Consumer<? super ScriptEvent> callback) {
        return onEvent(Callbacks::onOwnThread, Overflow.WAIT, callback);
    }

    @Override
    public Flow.Publisher<ScriptEvent> events() {
        return subscriber -> reported.listen(Callbacks::onOwnThread, Overflow.WAIT, Objects.requireNonNull(subscriber));
    }

    @Override
    public ScriptTask onQuestion(Executor executor, Consumer<? super Question> callback) {
        Consumer<Question> listener = question -> callbacks.add(executor, () -> callback.accept(question));
        List<Question> missed;
        synchronized (lock) {
            questionListeners.add(listener);
            missed = List.copyOf(questions);
        }
        missed.forEach(listener);
        return this;
    }

    @Override
    public ScriptTask onQuestion(Consumer<? super Question> callback) {
        return onQuestion(Callbacks::onOwnThread, callback);
    }

    @Override
    public List<Question> questions() {
        synchronized (lock) {
            return List.copyOf(questions);
        }
    }

    @Override
    public ScriptTask onNested(Executor executor, Consumer<? super ScriptTask> callback) {
        Consumer<ScriptTask> listener = child -> callbacks.add(executor, () -> callback.accept(child));
        List<ScriptTask> missed;
        synchronized (lock) {
            nestedListeners.add(listener);
            missed = List.copyOf(nested);
        }
        missed.forEach(listener);
        return this;
    }

    @Override
    public ScriptTask onNested(Consumer<? super ScriptTask> callback) {
        return onNested(Callbacks::onOwnThread, callback);
    }

    @Override
    public Optional<TaskId> parent() {
        return parent;
    }

    @Override
    public boolean isResident() {
        return resident;
    }

    @Override
    public boolean kill() {
        boolean open = !isDone() || resident;
        if (open) {
            accepted.thenAccept(wishes::kill);
        }
        return open;
    }

    @Override
    public String toString() {
        return "ScriptTask[" + id + ", " + script.name() + ", " + state.label() + "]";
    }
}
