package dev.vivarium.benchmarks;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs scripts and takes the time from the submission to the callback, as a program that embeds Vivarium sees it. */
final class Caller {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Vivarium engine;

    Caller(Vivarium engine) {
        this.engine = engine;
    }

    /** A script on its way: {@code calledBack} gets the milliseconds until its callback. */
    private record Pending(ScriptTask task, CompletableFuture<Double> calledBack) implements Awaited {

        @Override
        public boolean isQueued() {
            return task.state() instanceof TaskState.Queued;
        }

        @Override
        public Reply reply() throws InterruptedException, TimeoutException {
            try {
                double millis = calledBack.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return new Reply(millis, task.outcome().orElseThrow());
            } catch (TimeoutException late) {
                task.kill();
                throw new TimeoutException("a script got no callback within " + PATIENCE.toSeconds() + " s");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /**
     * A script that ended.
     *
     * @param millis from its submission to its callback
     * @param outcome how it ended
     */
    record Reply(double millis, Outcome outcome) {

        /** Gives back this, which must be the return of {@code expected}. */
        Reply mustBe(Object expected) {
            boolean right = outcome instanceof Outcome.Returned returned && expected.equals(returned.value());
            return must(right, "the return of " + expected);
        }

        /** Gives back the outcome, which must be the return of something. */
        Outcome mustReturn() {
            return must(outcome instanceof Outcome.Returned, "a return").outcome();
        }

        /** Gives back this, which must have been ended by its timeout. */
        Reply mustBeTimedOut() {
            return must(outcome instanceof Outcome.TimedOut, "a timeout");
        }

        private Reply must(boolean right, String expected) {
            if (!right) {
                String got = outcome instanceof Outcome.Problem problem
                        ? problem.name() + ": " + problem.message()
                        : "the return of " + outcome.value();
                throw new MeasureException("expected " + expected + ", got " + got);
            }
            return this;
        }
    }

    /** What {@link #submit} gives: where the reply will be. */
    interface Awaited {

        /** Whether the script has not begun. */
        boolean isQueued();

        /** Waits for the reply. */
        Reply reply() throws InterruptedException, TimeoutException;
    }

    /** Submits {@code script} and returns at once. */
    Awaited submit(Script script) {
        CompletableFuture<Double> calledBack = new CompletableFuture<>();
        Stopwatch watch = new Stopwatch();
        ScriptTask task =
                engine.run(script, _ -> calledBack.complete(watch.millis()), _ -> calledBack.complete(watch.millis()));
        return new Pending(task, calledBack);
    }

    /** Runs {@code script} and waits for its end. */
    Reply call(Script script) throws InterruptedException, TimeoutException {
        return submit(script).reply();
    }
}
