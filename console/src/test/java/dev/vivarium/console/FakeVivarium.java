package dev.vivarium.console;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskEnd;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine whose every script prints the same and ends the same way, or not before it is killed. */
final class FakeVivarium implements Vivarium {

    final List<Script> scripts = new ArrayList<>();
    boolean closed;

    private final List<String> pieces;
    private List<FakeQuestion> questions = List.of();
    private boolean staying;
    private final @Nullable Outcome outcome;

    FakeVivarium(@Nullable Outcome outcome, String... pieces) {
        this.outcome = outcome;
        this.pieces = List.of(pieces);
    }

    /** Its scripts ask these as well. */
    FakeVivarium asking(FakeQuestion... asked) {
        questions = List.of(asked);
        return this;
    }

    /** Its scripts leave something behind, until they are killed. */
    FakeVivarium staying() {
        staying = true;
        return this;
    }

    @Override
    public ScriptTask run(Script script) {
        scripts.add(script);
        FakeTask task = new FakeTask(script, outcome, pieces, questions, staying);
        questions.forEach(question -> question.of(task));
        return task;
    }

    @Override
    public ScriptTask run(
            Script script, Consumer<? super @Nullable Object> onReturn, Consumer<? super Outcome.Problem> onError) {
        return run(script).onReturn(onReturn).onError(onError);
    }

    @Override
    public void awaitReady(Duration atMost) {}

    @Override
    public int step(Duration budget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskTable tasks() {
        throw new UnsupportedOperationException("no command asks for it");
    }

    @Override
    public Delay delay(Duration wait, Executor executor, Runnable callback) {
        throw new UnsupportedOperationException("no command asks for it");
    }

    @Override
    public Delay delay(Duration wait, Script script) {
        throw new UnsupportedOperationException("no command asks for it");
    }

    @Override
    public List<Delay> delays() {
        return List.of();
    }

    @Override
    public Stats stats() {
        return new Stats(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public CompletionStage<Workers> workers() {
        return CompletableFuture.completedFuture(Workers.NONE);
    }

    @Override
    public TimeSource.Cancellation onTaskEnd(Executor executor, Consumer<? super TaskEnd> callback) {
        throw new UnsupportedOperationException("no command asks for it");
    }

    @Override
    public void close() {
        closed = true;
    }
}
