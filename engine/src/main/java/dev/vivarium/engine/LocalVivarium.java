package dev.vivarium.engine;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskEnd;
import dev.vivarium.TaskId;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.Workers;
import dev.vivarium.engine.admit.Admission;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.delay.Delays;
import dev.vivarium.engine.delay.StoredDelays;
import dev.vivarium.engine.pool.Counters;
import dev.vivarium.engine.pool.Pool;
import dev.vivarium.engine.pool.Pools;
import dev.vivarium.engine.pool.WorkerCommand;
import dev.vivarium.engine.service.Account;
import dev.vivarium.engine.service.Nested;
import dev.vivarium.engine.service.ScriptServices;
import dev.vivarium.engine.service.Sizes;
import dev.vivarium.engine.step.Steps;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.engine.task.HostTasks;
import dev.vivarium.engine.time.SystemTime;
import dev.vivarium.handle.EndWatchers;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Vivarium} whose workers are on this machine. */
public final class LocalVivarium implements Vivarium {

    private static final Logger LOG = LoggerFactory.getLogger(LocalVivarium.class);

    /** How long a close waits for callbacks, which are the caller's code and may take any time. */
    private static final Duration CALLBACKS_WITHIN = Duration.ofSeconds(2);

    private final int maxQueued;
    private final Optional<SystemTime> ownTime;
    private final TimeSource time;
    private final Optional<StoredDelays> stored;
    private final Delays delays;
    private final HostTasks table;
    private final Executor capabilityExecutor;
    private final EndWatchers watchers = new EndWatchers();
    private final Pools pools;
    private final Steps steps;
    private final Function<String, Optional<Policy>> policies;
    private final Counters counters = new Counters();
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Tasks that have not ended, or whose callbacks have not. */
    private final Set<HostTask> open = ConcurrentHashMap.newKeySet();

    private LocalVivarium(Settings settings, WorkerCommand command) {
        maxQueued = settings.maxQueued();
        ownTime = settings.time().isPresent() ? Optional.empty() : Optional.of(new SystemTime("vivarium-timer"));
        time = settings.time().or(() -> ownTime).orElseThrow();
        stored = StoredDelays.open(settings.storage(), time, this::startStored);
        delays = new Delays(time, stored);
        table = new HostTasks(settings.retainTasks(), settings.retainFor(), time);
        capabilityExecutor = settings.capabilityExecutor().orElse(LocalVivarium::onOwnThread);
        pools = new Pools(settings, command, time, counters);
        steps = new Steps(time);
        policies = settings.storage().policies();
        pools.process();
        stored.ifPresent(known -> known.start(maxQueued));
    }

    private static void onOwnThread(Runnable call) {
        Thread.ofVirtual().name("vivarium-capability").start(call);
    }

    /** Opens one with all walls standing. */
    static LocalVivarium open(Settings settings) {
        return new LocalVivarium(settings, WorkerCommand.confined(settings.workerHeapMegabytes(), settings.warmUp()));
    }

    /**
     * Opens one whose workers are started in another way: for tests that take one wall down to look at the other.
     *
     * @param change makes the command of the tests out of the right one
     */
    public static LocalVivarium forTests(Settings settings, UnaryOperator<WorkerCommand> change) {
        return new LocalVivarium(
                settings, change.apply(WorkerCommand.confined(settings.workerHeapMegabytes(), settings.warmUp())));
    }

    @Override
    public ScriptTask run(Script script) {
        return submit(newTask(script));
    }

    @Override
    public ScriptTask run(
            Script script, Consumer<? super @Nullable Object> onReturn, Consumer<? super Outcome.Problem> onError) {
        HostTask task = newTask(script);
        task.onReturn(onReturn).onError(onError);
        return submit(task);
    }

    private HostTask newTask(Script script) {
        return newTask(Optional.empty(), script, new Account());
    }

    private HostTask newTask(Optional<TaskId> parent, Script script, Account account) {
        submitted.increment();
        TaskId id = new TaskId(ids.incrementAndGet());
        TaskCapabilities capabilities = isStepped(script)
                ? new TaskCapabilities(id.number(), script.capabilities(), steps, steps.newPace())
                : new TaskCapabilities(id.number(), script.capabilities(), capabilityExecutor);
        HostTask task = new HostTask(id, parent, script, capabilities, time, this::kill, this::ended);
        capabilities.services(new ScriptServices(task, account, this::nested, policies, delays, time));
        open.add(task);
        table.add(task);
        task.callbacksDone().thenRun(() -> open.remove(task));
        return task;
    }

    private void ended(HostTask task, Outcome outcome) {
        finished.increment();
        long result = outcome instanceof Outcome.Returned returned ? Sizes.of(returned.calls()) : 0;
        table.ended(task, task.keptBytes() + result);
        if (!watchers.isEmpty()) {
            watchers.ended(new TaskEnd(task, outcome, task.age()));
        }
    }

    private Nested.Started nested(HostTask parent, Script script, Account account) {
        HostTask child = newTask(Optional.of(parent.id()), script, account);
        return new Nested.Started(child, () -> submit(child));
    }

    /** Without the wait in the queue's own line: who starts this asks again when there is room. */
    private Optional<ScriptTask> startStored(Script script, Consumer<ScriptTask> told) {
        if (closed.get() || isFull(script)) {
            return Optional.empty();
        }
        HostTask task = newTask(script);
        told.accept(task);
        return Optional.of(submit(task));
    }

    private HostTask submit(HostTask task) {
        Optional<String> refusal = refusal(task.script()).or(task.capabilities()::problem);
        if (refusal.isPresent()) {
            task.end(new Outcome.Rejected(refusal.get()));
        } else if (isStepped(task.script())) {
            if (!steps.begin(task, pools.of(Placement.COOPERATIVE))) {
                task.end(new Outcome.Killed(Pool.CLOSED, Usage.NONE));
            }
        } else {
            pools.of(task.script().policy().placement()).submit(task);
        }
        return task;
    }

    private static boolean isStepped(Script script) {
        return script.policy().placement() == Placement.COOPERATIVE;
    }

    @Override
    public int step(Duration budget) {
        return steps.step(budget);
    }

    private Optional<String> refusal(Script script) {
        if (closed.get()) {
            return Optional.of("this Vivarium is closed");
        }
        return Admission.whyNot(script)
                .or(() -> isFull(script)
                        ? Optional.of("the queue is full: " + maxQueued + " tasks wait already (setting maxQueued)")
                        : Optional.empty());
    }

    private boolean isFull(Script script) {
        int notBegun = isStepped(script) ? steps.notBegun() : 0;
        return pools.of(script.policy().placement()).queued() + notBegun >= maxQueued;
    }

    private void kill(HostTask task) {
        pools.of(task.script().policy().placement()).kill(task);
    }

    @Override
    public void awaitReady(Duration atMost) throws TimeoutException, InterruptedException {
        try {
            pools.process()
                    .whenReady()
                    .toCompletableFuture()
                    .get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new TimeoutException("no worker is ready after " + atMost);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("no worker can be started", failed.getCause());
        }
    }

    @Override
    public TaskTable tasks() {
        return table;
    }

    @Override
    public Delay delay(Duration wait, Executor executor, Runnable callback) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a delay can't be negative: " + wait);
        }
        return delays.add(
                "",
                "a callback of the host",
                wait,
                () -> {
                    executor.execute(() -> runSafely(callback));
                    return null;
                },
                () -> {});
    }

    @Override
    public Delay delay(Duration wait, Script script) {
        StoredDelays store = stored.orElseThrow(
                () -> new IllegalStateException("this Vivarium stores no delays (setting data or database)"));
        Admission.whyNot(script).ifPresent(why -> {
            throw new IllegalArgumentException("the script can't be stored: " + why);
        });
        return store.add(wait, script, script.name(), Limit.unlimited());
    }

    private static void runSafely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException thrown) {
            LOG.error("a delayed callback threw", thrown);
        }
    }

    @Override
    public List<Delay> delays() {
        return delays.all();
    }

    @Override
    public Stats stats() {
        return new Stats(
                submitted.sum(),
                finished.sum(),
                pools.queued() + steps.notBegun(),
                counters.workersReady.get(),
                counters.peakWorkersReady.get(),
                counters.workersStarted.sum(),
                counters.workersLost.sum(),
                counters.lateResults.sum());
    }

    @Override
    public CompletionStage<Workers> workers() {
        return pools.workers();
    }

    @Override
    public TimeSource.Cancellation onTaskEnd(Executor executor, Consumer<? super TaskEnd> callback) {
        return watchers.add(executor, callback);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stored.ifPresent(StoredDelays::closing);
            delays.close();
            steps.close().forEach(task -> task.end(new Outcome.Killed(Pool.CLOSED, Usage.NONE)));
            pools.close();
            stored.ifPresent(StoredDelays::close);
            ownTime.ifPresent(SystemTime::close);
            awaitCallbacks();
        }
    }

    /** A program that ends after a close should have heard of its results; one whose callbacks hang must end too. */
    private void awaitCallbacks() {
        CompletableFuture<?>[] waited =
                open.stream().map(HostTask::callbacksDone).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(waited).get(CALLBACKS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("closed while callbacks were still running");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
