package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message;
import java.util.Optional;

/** Scripts' calls to capabilities: counted, made elsewhere, and answered. Used by the pool's events alone. */
final class Calls {

    private final EventLoop loop;
    private final TimeSource time;
    private final Stops stops;

    Calls(EventLoop loop, TimeSource time, Stops stops) {
        this.loop = loop;
        this.time = time;
        this.stops = stops;
    }

    /** A script calls; a late call is not made. */
    void called(PoolWorker worker, Assignment assignment, Message.Call call) {
        Optional<Outcome.LimitExceeded> exceeded =
                assignment.calls.count(assignment.task.script().policy().limits(), time.nanos());
        if (exceeded.isPresent()) {
            stops.exceed(worker, assignment, exceeded.get());
        } else if (mayCall(assignment)) {
            assignment.task.capabilities().use(call, answer -> loop.add(() -> answer(worker, assignment, answer)));
        }
    }

    /** Not one that is being stopped, nor one that was given up: its outcome would be told with the call still to come. */
    private static boolean mayCall(Assignment assignment) {
        return assignment.resident
                ? assignment.expelled == null
                : !(assignment.task.state() instanceof TaskState.Stopping) && !assignment.task.isDone();
    }

    private static void answer(PoolWorker worker, Assignment assignment, Message.Answer answer) {
        if (worker.holds(assignment)) {
            try {
                worker.send(answer);
            } catch (IllegalArgumentException unsendable) {
                worker.send(new Message.Answer(
                        answer.task(),
                        answer.call(),
                        new Message.Reply.Failure("ValueError", "the capability's result can't be sent")));
            }
        }
    }
}
