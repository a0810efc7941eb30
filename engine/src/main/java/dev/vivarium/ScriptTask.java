package dev.vivarium;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script: the handle that the caller keeps. Safe for use by any thread; nothing here blocks but
 * {@link #await}.
 *
 * <p><b>Callbacks</b> of one task run one after the other, in order of registration, each exactly once; one added after
 * the end runs too. They run on the executor given with them, and without one on a thread of Vivarium's, never in the
 * thread that submits or that reads from a worker. A callback that throws is logged and stops no other. The result or
 * the error is reported only after all output that precedes it.
 */
public interface ScriptTask {

    /** This task's id. */
    TaskId id();

    /** What is being run. */
    Script script();

    /** How long ago it was submitted. */
    Duration age();

    /**
     * What it has used so far, by the host's clock: as processor time that for which it had the turn. After its end what
     * its outcome says.
     */
    Usage usage();

    /** Where the task is now. */
    TaskState state();

    /** What the script has printed so far, stdout and stderr in the order written; bounded by the policy. */
    String output();

    /** Completes with the outcome, also when that is a problem; never completes exceptionally. */
    CompletionStage<Outcome> completion();

    /** How the task ended, or empty while it has not. */
    Optional<Outcome> outcome();

    /** Whether the task has ended. */
    default boolean isDone() {
        return outcome().isPresent();
    }

    /**
     * Waits for the outcome. When the wait is over before the task is, the task goes on: only its own timeout ends it.
     *
     * @throws TimeoutException if the task is not done within {@code atMost}
     */
    Outcome await(Duration atMost) throws TimeoutException, InterruptedException;

    /** Calls {@code callback} with {@link Outcome.Returned#value()} if the script returns. */
    ScriptTask onReturn(Executor executor, Consumer<? super @Nullable Object> callback);

    /** {@link #onReturn(Executor, Consumer)} on a thread of Vivarium's. */
    ScriptTask onReturn(Consumer<? super @Nullable Object> callback);

    /**
     * Calls {@code callback} with the outcome if the task ends in any other way than a return. A problem that nobody
     * had asked to hear of when it came is logged once instead.
     */
    ScriptTask onError(Executor executor, Consumer<? super Outcome.Problem> callback);

    /** {@link #onError(Executor, Consumer)} on a thread of Vivarium's. */
    ScriptTask onError(Consumer<? super Outcome.Problem> callback);

    /**
     * Calls {@code callback} with what the script prints, piece by piece and in order, beginning with what it has
     * printed already. A slow callback gets larger pieces, it loses nothing.
     */
    ScriptTask onOutput(Executor executor, Consumer<? super String> callback);

    /** {@link #onOutput(Executor, Consumer)} on a thread of Vivarium's. */
    ScriptTask onOutput(Consumer<? super String> callback);

    /**
     * Calls {@code callback} with each event that the script reports, one after the other and in order. It begins with
     * those that have been reported already, of which the last thousand are kept. What a callback throws is logged.
     *
     * @param overflow what happens when it is a thousand events behind
     */
    ScriptTask onEvent(Executor executor, Overflow overflow, Consumer<? super ScriptEvent> callback);

    /** {@link #onEvent(Executor, Overflow, Consumer)} on a thread of Vivarium's; the script waits if it must. */
    ScriptTask onEvent(Consumer<? super ScriptEvent> callback);

    /**
     * The same for the Flow API. A subscriber gets what it asks for, on a thread of Vivarium's, and its completion when
     * the script has left its worker; {@link Overflow#WAIT} holds for each. One that throws gets no more.
     */
    Flow.Publisher<ScriptEvent> events();

    /**
     * Calls {@code callback} with each question that the script asks, those that are open first. A question that nobody
     * answers ends after its policy's limit {@code answer}.
     */
    ScriptTask onQuestion(Executor executor, Consumer<? super Question> callback);

    /** {@link #onQuestion(Executor, Consumer)} on a thread of Vivarium's. */
    ScriptTask onQuestion(Consumer<? super Question> callback);

    /** The questions that wait for an answer now, in the order in which they were asked. */
    List<Question> questions();

    /** Calls {@code callback} with each task that the script starts by {@code run_async}, the earlier ones first. */
    ScriptTask onNested(Executor executor, Consumer<? super ScriptTask> callback);

    /** {@link #onNested(Executor, Consumer)} on a thread of Vivarium's. */
    ScriptTask onNested(Consumer<? super ScriptTask> callback);

    /** The task whose script has started this one; empty for those that a host has started. */
    Optional<TaskId> parent();

    /**
     * Whether its script is still in a worker: until its end, and after that for delays and functions that it has left
     * behind. What these print is added to the output, until then.
     */
    boolean isResident();

    /** One line for people, as plac has it (P2): {@code <ScriptTask 5 [name] RUNNING>}, with {@link TaskState#word()}. */
    default String line() {
        return "<ScriptTask " + id() + " [" + script().name() + "] " + state().word() + ">";
    }

    /**
     * Ends the task soon, whatever it does; its outcome will be {@link Outcome.Killed} unless it ends by itself first.
     *
     * Of a task that has ended, it ends the delays and functions that its script has left behind.
     *
     * @return false if there was nothing left of it
     */
    boolean kill();
}
