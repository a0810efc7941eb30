package dev.vivarium.remote.server;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskEnd;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An engine in which every task waits for ever. */
final class StubVivarium implements Vivarium {

    final List<Script> scripts = new CopyOnWriteArrayList<>();

    @Override
    public ScriptTask run(Script script) {
        scripts.add(script);
        TaskId id = new TaskId(scripts.size());
        return (ScriptTask) Proxy.newProxyInstance(
                ScriptTask.class.getClassLoader(),
                new Class<?>[] {ScriptTask.class},
                (proxy, method, _) -> switch (method.getName()) {
                    case "id" -> id;
                    case "script" -> script;
                    case "state" -> new TaskState.Queued();
                    case "isDone" -> false;
                    case "isResident" -> true;
                    case "outcome", "parent" -> Optional.empty();
                    case "questions" -> List.of();
                    case "events" -> (Flow.Publisher<?>) _ -> {};
                    default -> {
                        if (method.getName().startsWith("on")) {
                            yield proxy;
                        }
                        throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    @Override
    public ScriptTask run(
            Script script, Consumer<? super @Nullable Object> onReturn, Consumer<? super Outcome.Problem> onError) {
        return run(script);
    }

    @Override
    public void awaitReady(Duration atMost) {}

    @Override
    public int step(Duration budget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskTable tasks() {
        return new TaskTable() {
            @Override
            public TaskTable ownedBy(String owner) {
                return this;
            }

            @Override
            public List<ScriptTask> list() {
                return List.of();
            }

            @Override
            public Found find(long id) {
                if (id == 13) {
                    throw new IllegalStateException("a fault in dev.vivarium.Engine at /home/somebody");
                }
                return new Found.Unknown();
            }

            @Override
            public Optional<Outcome.Problem> lastProblem() {
                return Optional.empty();
            }
        };
    }

    @Override
    public Delay delay(Duration wait, Executor executor, Runnable callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Delay delay(Duration wait, Script script) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Delay> delays() {
        return List.of();
    }

    @Override
    public CompletionStage<Workers> workers() {
        return CompletableFuture.completedFuture(Workers.NONE);
    }

    @Override
    public TimeSource.Cancellation onTaskEnd(Executor executor, Consumer<? super TaskEnd> callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stats stats() {
        return new Stats(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
