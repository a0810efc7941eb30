package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task whose outcome is there long before its callbacks have run: one thread runs them, late and in order. */
final class FakeTask implements ScriptTask {

    private final Script script;
    private final List<String> pieces;
    private final CompletableFuture<Outcome> completion = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    private final List<Question> questions;
    private final Executor callbacks = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fake-callbacks").factory());

    FakeTask(Script script, @Nullable Outcome outcome, List<String> pieces) {
        this(script, outcome, pieces, List.of(), false);
    }

    /** @param stays whether it stays in its worker until it is killed */
    FakeTask(
            Script script,
            @Nullable Outcome outcome,
            List<String> pieces,
            List<? extends Question> questions,
            boolean stays) {
        this.script = script;
        this.pieces = pieces;
        this.questions = List.copyOf(questions);
        if (outcome != null) {
            completion.complete(outcome);
        }
        if (!stays) {
            CompletionStage<Boolean> _ = completion.thenApply(_ -> gone.complete(true));
        }
    }

    void end(Outcome outcome) {
        completion.complete(outcome);
    }

    @Override
    public TaskId id() {
        return new TaskId(1);
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public Duration age() {
        return Duration.ZERO;
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    @Override
    public TaskState state() {
        return outcome().<TaskState>map(TaskState.Done::new).orElseGet(TaskState.Running::new);
    }

    @Override
    public String output() {
        return String.join("", pieces);
    }

    @Override
    public CompletionStage<Outcome> completion() {
        return completion;
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(completion.getNow(null));
    }

    @Override
    public Outcome await(Duration atMost) throws TimeoutException, InterruptedException {
        try {
            return completion.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ScriptTask onReturn(Executor executor, Consumer<? super @Nullable Object> callback) {
        CompletionStage<Outcome> _ = completion.whenCompleteAsync(
                (outcome, thrown) -> {
                    if (outcome instanceof Outcome.Returned returned) {
                        callback.accept(returned.value());
                    }
                },
                executor);
        return this;
    }

    @Override
    public ScriptTask onReturn(Consumer<? super @Nullable Object> callback) {
        return onReturn(callbacks, callback);
    }

    @Override
    public ScriptTask onError(Executor executor, Consumer<? super Outcome.Problem> callback) {
        CompletionStage<Outcome> _ = completion.whenCompleteAsync(
                (outcome, thrown) -> {
                    if (outcome instanceof Outcome.Problem problem) {
                        callback.accept(problem);
                    }
                },
                executor);
        return this;
    }

    @Override
    public ScriptTask onError(Consumer<? super Outcome.Problem> callback) {
        return onError(callbacks, callback);
    }

    @Override
    public ScriptTask onOutput(Executor executor, Consumer<? super String> callback) {
        executor.execute(() -> {
            for (String piece : pieces) {
                pause();
                callback.accept(piece);
            }
        });
        return this;
    }

    private static void pause() {
        try {
            // No wait for a condition: this is the slow callback that the tests are about.
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ScriptTask onOutput(Consumer<? super String> callback) {
        return onOutput(callbacks, callback);
    }

    @Override
    public ScriptTask onEvent(Executor executor, Overflow overflow, Consumer<? super ScriptEvent> callback) {
        return this;
    }

    @Override
    public ScriptTask onEvent(Consumer<? super ScriptEvent> callback) {
        return this;
    }

    @Override
    public Flow.Publisher<ScriptEvent> events() {
        return subscriber -> gone.thenRunAsync(subscriber::onComplete, callbacks);
    }

    @Override
    public ScriptTask onQuestion(Executor executor, Consumer<? super Question> callback) {
        questions.forEach(question -> executor.execute(() -> callback.accept(question)));
        return this;
    }

    @Override
    public ScriptTask onQuestion(Consumer<? super Question> callback) {
        return onQuestion(callbacks, callback);
    }

    @Override
    public List<Question> questions() {
        return questions;
    }

    @Override
    public ScriptTask onNested(Executor executor, Consumer<? super ScriptTask> callback) {
        return this;
    }

    @Override
    public ScriptTask onNested(Consumer<? super ScriptTask> callback) {
        return this;
    }

    @Override
    public Optional<TaskId> parent() {
        return Optional.empty();
    }

    @Override
    public boolean isResident() {
        return !gone.isDone();
    }

    @Override
    public boolean kill() {
        boolean ended = completion.complete(new Outcome.Killed("somebody wanted it", Usage.NONE));
        return gone.complete(true) || ended;
    }
}
