package dev.vivarium.tests.support;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** How tests wait: on a condition, and for as long as a busy machine may need. */
public final class Waiting {

    /** Far more than anything here takes, so that only what hangs goes beyond. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(20);

    private Waiting() {}

    /** The outcome of {@code task}, when its callbacks have run, too; fails if there is none in time. */
    public static Outcome outcome(ScriptTask task) {
        try {
            Outcome outcome = task.await(PATIENCE);
            until("the callbacks of " + task, ((HostTask) task).callbacksDone()::isDone);
            return outcome;
        } catch (TimeoutException late) {
            throw new AssertionError(task + " has no outcome after " + PATIENCE, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Waits until {@code condition} holds. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    /** Waits until {@code condition} holds, for so long. */
    public static void until(String what, Duration patience, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(condition);
    }

    /** Waits until {@code task} is in a state of that kind. */
    public static void untilState(ScriptTask task, Class<? extends TaskState> state) {
        until(task + " is " + state.getSimpleName(), () -> state.isInstance(task.state()));
    }

    /** Waits until {@code vivarium} has a worker. */
    public static void untilReady(Vivarium vivarium) {
        try {
            vivarium.awaitReady(PATIENCE);
        } catch (TimeoutException late) {
            throw new AssertionError("no worker", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
