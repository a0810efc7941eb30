package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.Workers;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.pool.Assignment.Stage;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tasks to workers and sees to it that each gets its end. All its state belongs to the event loop's thread;
 * everybody else only adds events.
 */
public final class Pool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /** How long a free worker has to begin a script that it was sent. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(30);

    /** To how many workers a task is sent whose workers die before they begin it. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /** Why a task was killed that had not ended at a close. */
    public static final String CLOSED = "Vivarium was closed";

    private static final String NO_WORKER = "no worker can be started: ";

    private final TimeSource time;
    private final Counters counters;
    private final int runsPerWorker;
    private final EventLoop loop;
    private final Staff staff;

    /** Workers that compile Python, started when the first source is hot; null where there can be none. */
    private final @Nullable Staff peak;

    private final Lines lines = new Lines();
    private final Stops stops;
    private final Calls calls;
    private final List<CompletableFuture<@Nullable Void>> awaitingReady = new ArrayList<>();
    private volatile int queued;
    private boolean closing;

    /**
     * Starts the first workers and returns at once.
     *
     * @param peakCrew workers that compile Python, if there can be any
     */
    Pool(Crew crew, Optional<Crew> peakCrew, TimeSource time, Counters counters) {
        this.time = time;
        this.counters = counters;
        runsPerWorker = crew.settings().runsPerWorker();
        loop = new EventLoop("vivarium-pool-" + crew.settings().name(), time);
        stops = new Stops(loop, time);
        calls = new Calls(loop, time, stops);
        staff = new Staff(crew, loop, time, counters, counters.workersReady::set, new FromStaff());
        peak = peakCrew.map(
                        some -> new Staff(some, loop, time, counters, counters.peakWorkersReady::set, new FromPeak()))
                .orElse(null);
        loop.add(staff::start);
    }

    // ---- from callers: any thread, never blocks -----------------------------------------------------------------

    /** Takes a task; its outcome is certain from here on. */
    public void submit(HostTask task) {
        loop.add(() -> {
            Optional<String> hopeless = staff.hopeless();
            if (closing) {
                task.end(new Outcome.Killed(CLOSED, Usage.NONE));
            } else if (hopeless.isPresent()) {
                task.end(new Outcome.Rejected(NO_WORKER + hopeless.get()));
            } else {
                task.capabilities().connect(message -> loop.add(() -> relay(task, message)));
                queue(new Assignment(task));
                dispatch();
            }
        });
    }

    /** Ends a task soon. */
    public void kill(HostTask task) {
        loop.add(() -> {
            boolean begun = !(task.state() instanceof TaskState.Queued);
            boolean moved =
                    begun ? task.stopping(TaskState.Why.KILL) : task.end(new Outcome.Killed(Ends.ASKED, Usage.NONE));
            for (PoolWorker worker : everyWorker()) {
                Assignment held = worker.held.get(task.id().number());
                if (held != null && moved) {
                    stops.stop(worker, held);
                } else if (held != null) {
                    stops.expel(worker, held, new Outcome.Killed(Ends.ASKED, Usage.NONE));
                }
            }
        });
    }

    /** What the host wants of a script's functions; of one that is in no worker any more, it has been told so. */
    private void relay(HostTask task, Message.FromHost message) {
        for (PoolWorker worker : everyWorker()) {
            if (worker.held.containsKey(task.id().number())) {
                send(worker, task, message);
            }
        }
    }

    private static void send(PoolWorker worker, HostTask task, Message.FromHost message) {
        try {
            worker.send(message);
        } catch (IllegalArgumentException unsendable) {
            if (message instanceof Message.Invoke invoke) {
                task.capabilities()
                        .invoked(
                                invoke.number(),
                                new Outcome.Rejected("the arguments can't be sent: " + unsendable.getMessage()));
            }
        }
    }

    /** How many tasks wait for a worker, about. */
    public int queued() {
        return queued + loop.backlog();
    }

    /** Those of each kind that there are, as they stand. Completes on the pool's thread. */
    public CompletionStage<List<Workers>> workers() {
        CompletableFuture<List<Workers>> infos = new CompletableFuture<>();
        loop.add(() -> infos.complete(
                Stream.of(staff, peak).filter(Objects::nonNull).map(Staff::info).toList()));
        return infos;
    }

    /** Completes when a worker is up, and exceptionally if none can be started. */
    public CompletionStage<@Nullable Void> whenReady() {
        CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
        loop.add(() -> {
            if (staff.anyReady()) {
                ready.complete(null);
            } else {
                awaitingReady.add(ready);
            }
        });
        return ready;
    }

    // ---- tasks to workers ---------------------------------------------------------------------------------------

    private void queue(Assignment assignment) {
        boolean compiled = false;
        if (peak != null && lines.isHot(assignment.task.script())) {
            peak.start();
            compiled = peak.anyReady();
        }
        if (compiled) {
            lines.addHot(assignment);
        } else {
            lines.add(assignment);
        }
    }

    private void dispatch() {
        if (peak != null) {
            dispatch(peak, lines::nextHot);
        }
        dispatch(staff, lines::next);
        queued = lines.size();
        if (queued > 0) {
            makeRoom();
        }
    }

    private void makeRoom() {
        for (PoolWorker full : staff.full()) {
            Crowding.whoLeaves(full).ifPresent(one -> stops.exceed(full, one, Crowding.outcome()));
        }
    }

    private void dispatch(Staff workers, Supplier<@Nullable Assignment> line) {
        Assignment next = workers.anyFree() ? line.get() : null;
        while (next != null) {
            assign(workers.free(next.keptFor).orElseThrow(), next);
            next = workers.anyFree() ? line.get() : null;
        }
    }

    private List<PoolWorker> everyWorker() {
        List<PoolWorker> all = new ArrayList<>(staff.all());
        if (peak != null) {
            all.addAll(peak.all());
        }
        return all;
    }

    private void assign(PoolWorker worker, Assignment assignment) {
        assignment.attempts++;
        HostTask task = assignment.task;
        worker.held.put(task.id().number(), assignment);
        if (assignment.keptFor != null) {
            worker.keepsFor(assignment.keptFor);
        }
        assignment.watch(loop.schedule(BEGIN_WITHIN, () -> overdue(worker, assignment)));
        try {
            worker.send(run(assignment));
        } catch (IllegalArgumentException unsendable) {
            worker.held.remove(task.id().number());
            assignment.watch(null);
            task.end(new Outcome.Rejected("the script can't be sent to a worker: " + unsendable.getMessage()));
        }
    }

    private static Message.Run run(Assignment assignment) {
        HostTask task = assignment.task;
        Policy policy = task.script().policy();
        return new Message.Run(
                task.id().number(),
                task.script().name(),
                task.script().source(),
                task.script().variables(),
                task.capabilities().faces(),
                new Message.Rules(policy.name(), Bounds.of(policy.limits()), policy.imports()),
                assignment.keptFor);
    }

    private void overdue(PoolWorker worker, Assignment assignment) {
        if (!worker.holds(assignment) || assignment.hasBegun()) {
            return;
        }
        if (worker.isBusyBeside(assignment)) {
            assignment.watch(loop.schedule(BEGIN_WITHIN, () -> overdue(worker, assignment)));
        } else {
            worker.staff.kill(worker, "it did not begin a script within " + BEGIN_WITHIN.toSeconds() + " s");
        }
    }

    // ---- what workers say ---------------------------------------------------------------------------------------

    private void onMessage(PoolWorker worker, Message.FromWorker message) {
        switch (message) {
            case Message.Started(long task) -> onHeld(worker, task, held -> begun(worker, held));
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

    private void begun(PoolWorker worker, Assignment assignment) {
        if (assignment.hasBegun()) {
            worker.staff.kill(worker, "it began a task twice");
            return;
        }
        assignment.begin(time.nanos());
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
        dispatch();
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
        if (finished.end() instanceof End.Returned) {
            lines.returned(assignment.task.script(), finished.cpuNanos());
        }
        conclude(assignment, finished.end(), assignment.usage(time.nanos(), finished.cpuNanos()));
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
        dispatch();
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

    /** Who computes is who fills it; the rest are lost. */
    private void onOverweight(PoolWorker worker, long bytes) {
        String used = (bytes >> 20) + "MB";
        String most = (worker.staff.mostResidentBytes() >> 20) + "MB";
        for (Assignment held : worker.held.values()) {
            if (held.stage() == Stage.COMPUTING && held.task.stopping(TaskState.Why.LIMIT)) {
                held.exceeded = new Outcome.LimitExceeded(
                        Limits.MEMORY.name(), most + " for the worker's process", used, Usage.NONE);
            }
        }
        worker.staff.kill(worker, "its worker's process held " + used + " of memory");
    }

    // ---- death of a worker --------------------------------------------------------------------------------------

    private void onGone(PoolWorker worker, Launcher.Death death) {
        List<Assignment> orphans = List.copyOf(worker.held.values());
        worker.held.clear();
        for (Assignment orphan : orphans.reversed()) {
            orphan.gone();
            if (!orphan.hasBegun() && orphan.attempts < MOST_ATTEMPTS && !closing) {
                moveOn(orphan);
            } else {
                Outcome outcome = bereaved(orphan, death);
                orphan.task.end(outcome);
            }
        }
        if (closing && everyWorker().isEmpty()) {
            loop.end();
        }
        dispatch();
    }

    private void moveOn(Assignment orphan) {
        if (!orphan.task.isDone()) {
            orphan.rewind();
            lines.putBack(orphan);
        }
    }

    private Outcome bereaved(Assignment orphan, Launcher.Death death) {
        Usage usage = orphan.usage(time.nanos());
        if (closing) {
            return new Outcome.Killed(CLOSED, usage);
        }
        if (orphan.task.state() instanceof TaskState.Stopping(TaskState.Why why)) {
            return Ends.stopped(why, orphan, usage);
        }
        if (death.outOfMemory() && orphan.stage() == Stage.COMPUTING) {
            return new Outcome.LimitExceeded(Limits.MEMORY.name(), "the worker's heap", "more", usage);
        }
        return new Outcome.Lost(death.reason(), usage);
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    private void onHopeless(String reason) {
        LOG.error("no worker can be started: {}", reason);
        lines.drain(new Outcome.Rejected(NO_WORKER + reason));
        queued = 0;
        awaitingReady.forEach(ready -> ready.completeExceptionally(new IllegalStateException(reason)));
        awaitingReady.clear();
    }

    /** Kills all that runs, ends all that waits; every task has its outcome when this returns. Any thread. */
    @Override
    public void close() {
        loop.add(() -> {
            closing = true;
            lines.drain(new Outcome.Killed(CLOSED, Usage.NONE));
            staff.close();
            if (peak != null) {
                peak.close();
            }
            if (everyWorker().isEmpty()) {
                loop.end();
            }
        });
        if (!loop.join(CLOSE_WITHIN)) {
            LOG.error("the pool's workers did not end within {}", CLOSE_WITHIN);
            loop.add(this::abandonAll);
            loop.join(CLOSE_WITHIN);
        }
    }

    /** The last resort of a close: outcomes do not wait for a worker that the system can't even kill. */
    private void abandonAll() {
        for (PoolWorker worker : everyWorker()) {
            worker.held.values().forEach(held -> held.task.end(new Outcome.Killed(CLOSED, Usage.NONE)));
        }
        loop.end();
    }

    private class FromStaff implements Staff.Listener {

        @Override
        public void ready() {
            awaitingReady.forEach(ready -> ready.complete(null));
            awaitingReady.clear();
            dispatch();
        }

        @Override
        public void message(PoolWorker worker, Message.FromWorker message) {
            onMessage(worker, message);
        }

        @Override
        public void overweight(PoolWorker worker, long bytes) {
            onOverweight(worker, bytes);
        }

        @Override
        public void gone(PoolWorker worker, Launcher.Death death) {
            onGone(worker, death);
        }

        @Override
        public void hopeless(String reason) {
            onHopeless(reason);
        }
    }

    /** Nobody depends on a peak worker: whatever one could run, a quick one can. */
    private final class FromPeak extends FromStaff {

        @Override
        public void ready() {
            dispatch();
        }

        @Override
        public void gone(PoolWorker worker, Launcher.Death death) {
            if (!worker.staff.anyReady()) {
                lines.coolDown();
            }
            super.gone(worker, death);
        }

        @Override
        public void hopeless(String reason) {
            LOG.warn("Python is not compiled: {}", reason);
        }
    }
}
