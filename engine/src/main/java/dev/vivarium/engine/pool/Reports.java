package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.pool.Assignment.Stage;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers say of their tasks, and what that means for these. A worker runs hostile code: one that says what it
 * can't mean is killed. Used by the pool's events alone.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    /** Within a second; a worker's JVM grows by less of its own accord once it is up. */
    private static final long FILLS_BYTES = 16L << 20;

    private final EventLoop loop;
    private final TimeSource time;
    private final Counters counters;
    private final int runsPerWorker;
    private final Lines lines;
    private final Stops stops;
    private final Calls calls;
    private final Dispatch dispatch;

    /** @param runsPerWorker how many scripts a worker serves until it is replaced */
    Reports(
            EventLoop loop,
            TimeSource time,
            Counters counters,
            int runsPerWorker,
            Lines lines,
            Stops stops,
            Dispatch dispatch) {
        this.loop = loop;
        this.time = time;
        this.counters = counters;
        this.runsPerWorker = runsPerWorker;
        this.lines = lines;
        this.stops = stops;
        this.dispatch = dispatch;
        calls = new Calls(loop, time, stops);
    }

    /** A worker spoke. */
    void onMessage(PoolWorker worker, Message.FromWorker message) {
        switch (message) {
            case Message.Started(long task, long thread) -> onHeld(worker, task, held -> begun(worker, held, thread));
            case Message.Recalled(long task) -> onHeld(worker, task, held -> dispatch.recalled(worker, held));
            case Message.Parked(long task, boolean idle) -> onHeld(worker, task, held -> parked(worker, held, idle));
            case Message.Resumed(long task) -> onHeld(worker, task, held -> resumed(worker, held));
            case Message.Output(long task, String text) -> onHeld(worker, task, held -> held.task.printed(text));
            case Message.Finished finished -> onHeld(worker, finished.task(), held -> finished(worker, held, finished));
            case Message.Invoked(long task, long number, End end) ->
                onHeld(worker, task, held -> invoked(worker, held, number, end));
            case Message.Left left -> onHeld(worker, left.task(), held -> left(worker, held, left));
            case Message.Call call -> onHeld(worker, call.task(), held -> calls.called(worker, held, call));
            case Message.Exceeded(long task, End.OverLimit limit) ->
                onHeld(worker, task, held -> stops.exceed(worker, held, Ends.exceeded(limit, Usage.NONE)));
            case Message.Pong(long _, int contextsReady) -> {
                worker.pingsUnanswered = 0;
                worker.contextsReady = Math.max(0, contextsReady);
            }
            case Message.Hello(int _, String _), Message.Ready(List<String> _) ->
                worker.staff.kill(worker, "it sent a greeting where none belongs");
        }
    }

    private void onHeld(PoolWorker worker, long task, Consumer<Assignment> action) {
        Assignment held = worker.held.get(task);
        if (held == null) {
            worker.staff.kill(worker, "it spoke of a task that it does not hold");
        } else {
            action.accept(held);
        }
    }

    private void begun(PoolWorker worker, Assignment assignment, long thread) {
        if (assignment.hasBegun()) {
            worker.staff.kill(worker, "it began a task twice");
            return;
        }
        assignment.begin(time.nanos(), thread);
        if (assignment.task.started()) {
            watch(worker, assignment);
        }
    }

    private void watch(PoolWorker worker, Assignment assignment) {
        assignment.watch(assignment
                .task
                .script()
                .policy()
                .limits()
                .of(Limits.TIMEOUT)
                .most()
                .map(timeout -> loop.schedule(timeout, () -> stops.deadline(worker, assignment)))
                .orElse(null));
    }

    private void parked(PoolWorker worker, Assignment assignment, boolean idle) {
        if (assignment.stage() != Stage.COMPUTING) {
            worker.staff.kill(worker, "it parked a task that did not compute");
            return;
        }
        assignment.park(time.nanos());
        assignment.task.parked();
        assignment.task.capabilities().pace().parked(idle);
        assignment.idle = idle;
        if (idle && !isStopping(assignment)) {
            assignment.watch(null);
            limitLifetime(worker, assignment);
        }
        dispatch.dispatch();
    }

    private void resumed(PoolWorker worker, Assignment assignment) {
        if (assignment.stage() != Stage.PARKED) {
            worker.staff.kill(worker, "it resumed a task that was not parked");
            return;
        }
        assignment.compute(time.nanos());
        assignment.task.resumed();
        assignment.task.capabilities().pace().resumed();
        if (assignment.idle && !isStopping(assignment)) {
            // Each step that the host asks for has the time that a whole script has.
            watch(worker, assignment);
        }
    }

    private static boolean isStopping(Assignment assignment) {
        return assignment.expelled != null || assignment.task.state() instanceof TaskState.Stopping;
    }

    /** Not for those that never wait for their host: most of them. */
    private void limitLifetime(PoolWorker worker, Assignment assignment) {
        Policy policy = assignment.task.script().policy();
        Optional<Duration> most = policy.limits().of(Limits.LIFETIME).most();
        if (most.isPresent() && !assignment.hasLifetime()) {
            Duration left = most.get().minus(assignment.age(time.nanos()));
            String allowed = Limits.LIFETIME.show(policy.limits().of(Limits.LIFETIME));
            assignment.limitLifetime(loop.schedule(
                    left.isNegative() ? Duration.ZERO : left,
                    () -> stops.exceed(
                            worker,
                            assignment,
                            new Outcome.LimitExceeded(Limits.LIFETIME.name(), allowed, "more", Usage.NONE))));
        }
    }

    private void invoked(PoolWorker worker, Assignment assignment, long number, End end) {
        Outcome outcome = isStopping(assignment)
                ? new Outcome.Killed(Ends.ASKED, Usage.NONE)
                : Ends.outcome(end, assignment.task, Usage.NONE);
        if (!assignment.task.capabilities().invoked(number, outcome) && !isStopping(assignment)) {
            worker.staff.kill(worker, "it answered a call that was not made");
        }
    }

    /** What a script has left behind is over. */
    private void left(PoolWorker worker, Assignment assignment, Message.Left left) {
        if (!assignment.resident) {
            worker.staff.kill(worker, "it left a task that it had not finished");
            return;
        }
        worker.held.remove(assignment.task.id().number());
        assignment.gone();
        Outcome.Problem why = assignment.expelled;
        if (why == null && Ends.outcome(left.end(), assignment.task, Usage.NONE) instanceof Outcome.Problem problem) {
            why = problem;
        }
        assignment.task.left(Optional.ofNullable(why));
        free(worker, left.damage());
    }

    private void finished(PoolWorker worker, Assignment assignment, Message.Finished finished) {
        if (assignment.resident) {
            worker.staff.kill(worker, "it finished a task twice");
            return;
        }
        if (finished.stays()) {
            stay(worker, assignment);
        } else {
            worker.held.remove(assignment.task.id().number());
            assignment.gone();
        }
        if (assignment.keptFor == null) {
            worker.runs++;
        }
        Usage usage = assignment.usage(time.nanos(), finished.cpuNanos());
        if (finished.end() instanceof End.Returned) {
            lines.returned(assignment.task.script(), usage);
        } else {
            lines.tookLong(assignment.task.script());
        }
        Dispatch.nextInTurn(worker);
        conclude(assignment, finished.end(), usage);
        free(worker, finished.damage());
    }

    /** It was to stop, perhaps, when it finished: then what it has left behind is to stop, too. */
    private void stay(PoolWorker worker, Assignment assignment) {
        // Until it says that it waits.
        watch(worker, assignment);
        assignment.resident = true;
        if (assignment.task.state() instanceof TaskState.Stopping(TaskState.Why why)) {
            Outcome stopped = Ends.stopped(why, assignment, Usage.NONE);
            stops.expel(
                    worker,
                    assignment,
                    stopped instanceof Outcome.Problem problem ? problem : Ends.timedOut(assignment));
        }
    }

    /** One script less is in {@code worker}. */
    private void free(PoolWorker worker, @Nullable String damage) {
        worker.someLeft = true;
        if (worker.held.values().stream().noneMatch(held -> held.overdue)) {
            worker.staff.resume(worker);
        }
        if (damage != null) {
            // At once: whatever else it holds would run on a damaged runtime. What has not begun moves on.
            LOG.debug("{} is damaged: {}", worker, damage);
            worker.staff.kill(
                    worker,
                    worker.held.isEmpty() ? "it gave itself up" : "another script had damaged its worker's runtime");
        } else if (worker.runs >= runsPerWorker) {
            worker.staff.retire(worker, "it has served " + worker.runs + " runs");
        }
        worker.staff.settle(worker);
        dispatch.dispatch();
    }

    private void conclude(Assignment assignment, End end, Usage usage) {
        HostTask task = assignment.task;
        boolean stopped = task.state() instanceof TaskState.Stopping;
        Outcome outcome = task.state() instanceof TaskState.Stopping(TaskState.Why why)
                ? Ends.stopped(why, assignment, usage)
                : Ends.outcome(end, task, usage);
        boolean ended = assignment.resident ? task.endAndStay(outcome) : task.end(outcome);
        boolean result = end instanceof End.Returned || end instanceof End.Raised;
        if (result && (stopped || !ended)) {
            counters.lateResults.increment();
        }
    }

    /** A worker's process holds too much memory. Who fills it has hit a limit; the rest are lost. */
    void onOverweight(PoolWorker worker, long bytes) {
        String used = (bytes >> 20) + "MB";
        String most = (worker.staff.mostResidentBytes() >> 20) + "MB";
        boolean grows = bytes - worker.residentBefore > FILLS_BYTES;
        for (Assignment held : worker.held.values()) {
            if (grows && isAlone(worker, held) && held.task.stopping(TaskState.Why.LIMIT)) {
                held.exceeded = new Outcome.LimitExceeded(
                        Limits.MEMORY.name(), most + " for the worker's process", used, Usage.NONE);
            }
        }
        worker.staff.kill(worker, "its worker's process held " + used + " of memory");
    }

    /** Whether nobody else can have done what was done there since the worker was weighed. */
    private static boolean isAlone(PoolWorker worker, Assignment held) {
        return held.computesSince(worker.weighedNanos)
                || (held.stage() == Stage.COMPUTING && worker.held.size() == 1 && !worker.someLeft);
    }
}
