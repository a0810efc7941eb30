package dev.vivarium.game.task;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Starts scripts so that all that comes of them arrives on the game's thread. */
public final class Runs {

    private final Vivarium vivarium;
    private final Executor loop;

    /** @param loop the game's thread */
    public Runs(Vivarium vivarium, Executor loop) {
        this.vivarium = vivarium;
        this.loop = loop;
    }

    /** Starts one. {@code end} gets its outcome, after all else that came of it. */
    public ScriptTask start(Script script, Viewer viewer, Consumer<? super Outcome> end) {
        // With callbacks from the start: a problem that nobody asked to hear of would be logged as well.
        ScriptTask task = vivarium.run(script, _ -> {}, _ -> {});
        follow(loop, task, viewer, end);
        return task;
    }

    /** Brings what comes of {@code task} to the game's thread; {@code end} gets its outcome, after all else. */
    public static void follow(Executor loop, ScriptTask task, Viewer viewer, Consumer<? super Outcome> end) {
        nested(loop, task, viewer);
        task.onReturn(loop, _ -> task.outcome().ifPresent(end)).onError(loop, end);
    }

    private static void nested(Executor loop, ScriptTask task, Viewer viewer) {
        task.onOutput(loop, viewer::output)
                .onQuestion(loop, viewer::question)
                .onNested(loop, nested -> nested(loop, nested, viewer));
    }

    /** The engine. */
    public Vivarium vivarium() {
        return vivarium;
    }

    /** The game's thread. */
    public Executor loop() {
        return loop;
    }
}
