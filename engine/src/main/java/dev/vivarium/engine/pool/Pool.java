package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.Workers;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.pool.Assignment.Stage;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tasks to workers and sees to it that each gets its end. All its state belongs to the event loop's events;
 * everybody else only adds events.
 */
public final class Pool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /** To how many workers a task is sent whose workers die before they begin it. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /** Why a task was killed that had not ended at a close. */
    public static final String CLOSED = "Vivarium was closed";

    private static final String NO_WORKER = "no worker can be started: ";

    private final TimeSource time;
    private final EventLoop loop;
    private final Staff staff;

    /** Workers that compile Python, started when the first source is hot; null where there can be none. */
    private final @Nullable Staff peak;

    private final Lines lines = new Lines();
    private final Stops stops;
    private final Dispatch dispatch;
    private final Reports reports;
    private final List<CompletableFuture<@Nullable Void>> awaitingReady = new ArrayList<>();
    private boolean closing;

    /**
     * Starts the first workers and returns at once.
     *
     * @param peakCrew workers that compile Python, if there can be any
     */
    Pool(Crew crew, Optional<Crew> peakCrew, TimeSource time, Counters counters) {
        this.time = time;
        loop = new EventLoop("vivarium-pool-" + crew.settings().name(), time);
        stops = new Stops(loop, time);
        staff = new Staff(crew, loop, time, counters, counters.workersReady::addAndGet, new FromStaff());
        peak = peakCrew.map(some ->
                        new Staff(some, loop, time, counters, counters.peakWorkersReady::addAndGet, new FromPeak()))
                .orElse(null);
        dispatch = new Dispatch(loop, staff, peak, lines, stops);
        reports = new Reports(loop, time, counters, crew.settings().runsPerWorker(), lines, stops, dispatch);
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
                dispatch.queue(new Assignment(task));
                dispatch.dispatch();
            }
        });
    }

    /** Ends a task soon. */
    public void kill(HostTask task) {
        loop.add(() -> {
            boolean begun = !(task.state() instanceof TaskState.Queued);
            boolean moved =
                    begun ? task.stopping(TaskState.Why.KILL) : task.end(new Outcome.Killed(Ends.ASKED, Usage.NONE));
            for (PoolWorker worker : dispatch.everyWorker()) {
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
        for (PoolWorker worker : dispatch.everyWorker()) {
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
        return dispatch.waiting() + loop.backlog();
    }

    /** Those of each kind that there are, as they stand. Completes on the pool's thread. */
    public CompletionStage<List<Workers>> workers() {
        CompletableFuture<List<Workers>> infos = new CompletableFuture<>();
        loop.add(() -> infos.complete(
                Stream.of(staff, peak).filter(Objects::nonNull).map(Staff::info).toList()));
        return infos;
    }

    /**
     * Whether nobody waits for a script: none is queued, and those that have begun are parked. Waits for the pool's thread.
     */
    boolean isIdle() {
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        loop.add(() -> idle.complete(dispatch.isIdle()));
        return idle.join();
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

    // ---- death of a worker --------------------------------------------------------------------------------------

    private void onGone(PoolWorker worker, Launcher.Death death) {
        settleOrphans(worker, death);
        if (closing && dispatch.everyWorker().isEmpty()) {
            loop.end();
        }
        dispatch.dispatch();
    }

    private void settleOrphans(PoolWorker worker, Launcher.Death death) {
        List<Assignment> orphans = List.copyOf(worker.held.values());
        worker.held.clear();
        for (Assignment orphan : orphans.reversed()) {
            orphan.gone();
            if (orphan.hasBegun()) {
                lines.tookLong(orphan.task.script());
            }
            if (!orphan.hasBegun() && orphan.attempts < MOST_ATTEMPTS && !closing) {
                dispatch.putBack(orphan);
            } else {
                Outcome outcome = bereaved(orphan, death);
                orphan.task.end(outcome);
            }
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
        dispatch.drain(new Outcome.Rejected(NO_WORKER + reason));
        awaitingReady.forEach(ready -> ready.completeExceptionally(new IllegalStateException(reason)));
        awaitingReady.clear();
    }

    /** Kills all that runs, ends all that waits; every task has its outcome when this returns. Any thread. */
    @Override
    public void close() {
        loop.add(() -> {
            closing = true;
            dispatch.drain(new Outcome.Killed(CLOSED, Usage.NONE));
            staff.close();
            if (peak != null) {
                peak.close();
            }
            if (dispatch.everyWorker().isEmpty()) {
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
        for (PoolWorker worker : dispatch.everyWorker()) {
            worker.held.values().forEach(held -> held.task.end(new Outcome.Killed(CLOSED, Usage.NONE)));
        }
        loop.end();
    }

    private class FromStaff implements Staff.Listener {

        @Override
        public void ready() {
            awaitingReady.forEach(ready -> ready.complete(null));
            awaitingReady.clear();
            dispatch.dispatch();
        }

        @Override
        public void message(PoolWorker worker, Message.FromWorker message) {
            reports.onMessage(worker, message);
        }

        @Override
        public void overweight(PoolWorker worker, long bytes) {
            reports.onOverweight(worker, bytes);
        }

        @Override
        public void givenUp(PoolWorker worker, Launcher.Death death) {
            settleOrphans(worker, death);
            dispatch.dispatch();
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
            dispatch.dispatch();
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
