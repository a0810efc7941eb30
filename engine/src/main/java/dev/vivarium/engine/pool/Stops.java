package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import java.time.Duration;

/**
 * Ends scripts that are to end: their worker is told, their caller hears of it soon, and a worker that does not obey is
 * killed. Used by the pool's events alone.
 */
final class Stops {

    /**
     * How long the outcome of a task waits for the word of a worker that was told to stop it. Its script can't do
     * anything more in any case: what it prints or calls from then on is not heard. A loop of Python's stops within two
     * milliseconds where the machine is not busy.
     */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(5);

    /** How long a worker has beyond that until it is killed. A spare serves meanwhile. */
    private static final Duration GRACE = Duration.ofMillis(205);

    private final EventLoop loop;
    private final TimeSource time;

    Stops(EventLoop loop, TimeSource time) {
        this.loop = loop;
        this.time = time;
    }

    /** Its time is over. */
    void deadline(PoolWorker worker, Assignment assignment) {
        if (worker.holds(assignment)
                && (assignment.task.stopping(TaskState.Why.TIMEOUT)
                        || mayExpel(assignment, Ends.timedOut(assignment)))) {
            stop(worker, assignment);
        }
    }

    /** Of one whose task has its outcome, only what it has left behind can be stopped. */
    private static boolean mayExpel(Assignment assignment, Outcome.Problem why) {
        if (assignment.resident && assignment.expelled == null) {
            assignment.expelled = why;
            return true;
        }
        return false;
    }

    /** Ends what a task has left behind that has its outcome. */
    void expel(PoolWorker worker, Assignment assignment, Outcome.Problem why) {
        if (worker.holds(assignment) && mayExpel(assignment, why)) {
            stop(worker, assignment);
        }
    }

    /** It went over a limit; the first one counts. */
    void exceed(PoolWorker worker, Assignment assignment, Outcome.LimitExceeded outcome) {
        if (assignment.task.stopping(TaskState.Why.LIMIT)) {
            assignment.exceeded = outcome;
            stop(worker, assignment);
        } else {
            expel(worker, assignment, outcome);
        }
    }

    /** It is marked as stopping, or has ended before it began. */
    void stop(PoolWorker worker, Assignment assignment) {
        worker.send(new Message.Cancel(assignment.task.id().number()));
        assignment.watch(loop.schedule(ANSWER_WITHIN, () -> unanswered(worker, assignment)));
    }

    private void unanswered(PoolWorker worker, Assignment assignment) {
        if (worker.holds(assignment)) {
            assignment.overdue = true;
            if (assignment.task.state() instanceof TaskState.Stopping(TaskState.Why why)) {
                assignment.task.end(Ends.stopped(why, assignment, assignment.usage(time.nanos())));
            }
            worker.staff.suspend(worker);
            // The caller has heard already, and the next script is not to share a processor with this one.
            worker.holdBack(assignment);
            assignment.watch(loop.schedule(GRACE, () -> graceOver(worker, assignment)));
        }
    }

    private static void graceOver(PoolWorker worker, Assignment assignment) {
        if (worker.holds(assignment)) {
            long millis = ANSWER_WITHIN.plus(GRACE).toMillis();
            worker.staff.kill(worker, "a script on it did not stop within " + millis + " ms");
        }
    }
}
