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
     * Calls {@code callback} on {@code executor} in {@code wait}, unless this is closed before.
     *
     * @throws IllegalArgumentException if {@code wait} is negative
     */
    Delay delay(Duration wait, Executor executor, Runnable callback);

    /** The delays that exist, of scripts and of the host, oldest first. */
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
