package dev.vivarium.tests.soak;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One script on its way through an engine. */
final class Submission {

    private final ScriptTask task;
    private final AtomicInteger callbacks;

    /** @param callbacks counts the calls of its callbacks, and may outlive the task, which holds values and output */
    Submission(Vivarium vivarium, Script script, AtomicInteger callbacks) {
        this.callbacks = callbacks;
        task = vivarium.run(script, value -> callbacks.incrementAndGet(), problem -> callbacks.incrementAndGet());
    }

    /** Its outcome, when its callback has run, too; fails if there is none by {@code deadline}. */
    Outcome outcome(long deadline) {
        try {
            task.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (TimeoutException late) {
            throw new AssertionError(task + " has no outcome in the time of all scripts together", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
        Outcome outcome = Waiting.outcome(task);
        if (callbacks.get() != 1) {
            throw new AssertionError(task + " ended with " + callbacks + " callbacks: " + outcome);
        }
        return outcome;
    }
}
