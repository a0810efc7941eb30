package dev.vivarium;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts in workers and reports how they end. Open one for the life of a server, and close it. Safe for use by
 * any thread.
 *
 * {@snippet :
 * try (Vivarium vivarium = Vivarium.open()) {
 *     vivarium.run(Script.of("_return(testvar + 5)").with("testvar", 3), System.out::println, System.err::println);
 * }
 * }
 */
public interface Vivarium extends AutoCloseable {

    /** Opens a Vivarium with working defaults: see {@link VivariumBuilder}. Returns before the first worker is up. */
    static Vivarium open() {
        return builder().open();
    }

    /** The way to open one with other settings. */
    static VivariumBuilder builder() {
        return new VivariumBuilder();
    }

    /**
     * Submits a script and returns at once. Never throws for what is wrong with the script or the state of the engine:
     * that is an outcome, {@link Outcome.Rejected}.
     */
    ScriptTask run(Script script);

    /**
     * Submits a script with its callbacks in place before it starts, so that no problem can come before its callback.
     * Both run on a thread of Vivarium's; see {@link ScriptTask} for others.
     */
    ScriptTask run(
            Script script, Consumer<? super @Nullable Object> onReturn, Consumer<? super Outcome.Problem> onError);

    /**
     * Waits until a worker could take a script. Not needed before {@link #run}, which queues; for programs that want
     * their start-up to include the workers'.
     *
     * @throws TimeoutException if none is up within {@code atMost}
     */
    void awaitReady(Duration atMost) throws TimeoutException, InterruptedException;

    /** The tasks that this Vivarium knows: those that are open, and the last of those that have ended. */
    TaskTable tasks();

    /**
     * For hosts with a loop of their own: lets scripts with placement {@code cooperative} go on for one tick. Each that has
     * something to do takes one step, who has waited longest first: what runs up to the next {@code yield}, or a callback
     * of a delay or a nested run. They take turns; one that waits in its middle, in a {@code sleep}, holds up nobody. What
     * they call of the host's is called by this thread, here and nowhere else, so their effects need no locks.
     *
     * <p>Returns when nobody has a step left, at once if nobody has one, or when {@code budget} is used up: by then at
     * least one has begun, if there was one. A step that is not over then ends between two calls or during the next,
     * and what it calls waits for that; the policy's limits {@code timeout} and {@code cpu} cut it. Those that had no
     * turn come first the next time. Without calls of this, such scripts wait, for ever if need be.
     *
     * <p>To be called by one thread at a time. What a script calls must not wait for that script.
     *
     * @return how many steps have ended meanwhile
     * @throws IllegalArgumentException if {@code budget} is not positive
     * @throws IllegalStateException if a thread is in this method already: another, or this one, out of a script's call
     */
    int step(Duration budget);

    /**
     * Calls {@code callback} on {@code executor} in {@code wait}, unless this is closed before.
     *
     * @throws IllegalArgumentException if {@code wait} is negative
     */
    Delay delay(Duration wait, Executor executor, Runnable callback);

    /**
     * Stores that {@code script} shall run in {@code wait}, as a task of its own, also if this process ends before.
     * Returns when that is safe. Time goes on while no process is there; what fell due meanwhile runs at once when one is
     * (DL-21). It runs at least once: never again once its outcome is stored, and again if the process died before that.
     *
     * <p>Kept are source, name, owner, variables, the names of its capabilities, which must be {@link
     * DurableCapability}s, and the name of its policy with its timeout. {@link VivariumBuilder#onStoredTask} hears of
     * the task.
     *
     * @throws IllegalArgumentException if {@code wait} is negative or longer than a hundred years, or something of the
     *     script can't be stored; the message says what and why
     * @throws IllegalStateException if this Vivarium stores nothing ({@link VivariumBuilder#data}), the store is full or
     *     fails, or this is closed
     */
    Delay delay(Duration wait, Script script);

    /** The delays that exist, of scripts and of the host, stored ones among them, oldest first. */
    List<Delay> delays();

    /** Counters as they stand. */
    Stats stats();

    /** The workers as they stand. Completes soon, on a thread of Vivarium's that must not be held up. */
    CompletionStage<Workers> workers();

    /**
     * Calls {@code callback} with the end of each task from now on, nested ones included, on {@code executor} and in the
     * order of their ends. What it throws is logged. One that falls behind holds up nobody: {@code executor} keeps what
     * it has not got to.
     *
     * @return what ends it
     */
    TimeSource.Cancellation onTaskEnd(Executor executor, Consumer<? super TaskEnd> callback);

    /**
     * Kills what runs, ends what waits, and stops all workers. Every open task has its outcome when this returns,
     * which takes seconds at most, and their callbacks have run, unless one of them takes longer than two seconds. To be
     * called by no callback, which would wait for itself that long. Closing again does nothing.
     */
    @Override
    void close();
}
