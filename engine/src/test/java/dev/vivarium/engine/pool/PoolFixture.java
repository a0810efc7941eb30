package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A pool with fake workers, in time that stands still; keeps count of every outcome and callback. */
final class PoolFixture implements AutoCloseable {

    /** What a worker of {@link #open(int, int)} may hold. */
    static final long MOST_RESIDENT = 700L << 20;

    final ManualTime time = new ManualTime();
    final FakeLauncher launcher = new FakeLauncher();
    final Counters counters = new Counters();
    final List<HostTask> tasks = new ArrayList<>();

    private final Map<Long, AtomicInteger> ends = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> callbacks = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private Optional<Crew> peak = Optional.empty();
    private @Nullable Pool pool;

    /** Opens the pool; what the launcher shall do must be set before. */
    PoolFixture open(PoolSettings settings) {
        pool = new Pool(new Crew(settings, launcher), peak, time, counters);
        return this;
    }

    /** A pool of so many workers, which hold any number of scripts and never retire. */
    PoolFixture open(int size, int spares) {
        return open(new PoolSettings("test", size, spares, Integer.MAX_VALUE, 100, MOST_RESIDENT));
    }

    /** The pool that is opened next has one peak worker, too, made by what is given back. */
    FakeLauncher withPeak() {
        FakeLauncher peaks = new FakeLauncher();
        peak = Optional.of(new Crew(new PoolSettings("peak", 1, 0, 100, 100, MOST_RESIDENT), peaks));
        return peaks;
    }

    Pool pool() {
        return Objects.requireNonNull(pool, "open one first");
    }

    /** The worker that was launched as that one, counted from 1; waits for it. */
    FakeWorker worker(int number) {
        await().until(() -> launcher.workers.size() >= number);
        return launcher.workers.get(number - 1);
    }

    HostTask submit(String owner) {
        return submit(Script.of("pass").ownedBy(owner));
    }

    HostTask submit(Script script) {
        long id = ids.incrementAndGet();
        ends.put(id, new AtomicInteger());
        callbacks.put(id, new AtomicInteger());
        TaskCapabilities none = new TaskCapabilities(id, Map.of(), Runnable::run);
        HostTask task = new HostTask(new TaskId(id), script, none, time, this::kill, (_, _) -> count(ends, id));
        task.onReturn(_ -> count(callbacks, id)).onError(_ -> count(callbacks, id));
        tasks.add(task);
        pool().submit(task);
        return task;
    }

    private static void count(Map<Long, AtomicInteger> counts, long id) {
        AtomicInteger counter = counts.get(id);
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    private void kill(HostTask task) {
        pool().kill(task);
    }

    /** Submits a task and waits until that worker, and no other, has been sent it. */
    HostTask submitTo(FakeWorker worker) {
        HostTask task = submit("anna");
        awaitRun(worker, task);
        return task;
    }

    /** Submits a task, and waits until it computes in that worker. */
    HostTask beginIn(FakeWorker worker) {
        HostTask task = submitTo(worker);
        worker.begin(task.id().number());
        awaitState(task, "RUNNING");
        return task;
    }

    void awaitRun(FakeWorker worker, HostTask task) {
        await().until(() -> worker.runs().contains(task.id().number()));
    }

    void awaitState(HostTask task, String label) {
        await().untilAsserted(() -> assertThat(task.state().label()).isEqualTo(label));
    }

    Outcome outcome(HostTask task) {
        await().until(task::isDone);
        return task.outcome().orElseThrow();
    }

    /** Waits until the pool has dealt with all that it was told before this call. A worker must be up. */
    void settle() {
        try {
            pool().whenReady().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception stuck) {
            throw new AssertionError("the pool does not settle", stuck);
        }
    }

    /** Lets time pass, and the pool deal with what falls due. A worker must be up. */
    void advance(Duration by) {
        settle();
        time.advance(by);
        settle();
    }

    /** Whatever happened, every task has ended once and called back once. */
    void assertEachEndedOnce() {
        await().untilAsserted(() -> {
            assertThat(tasks).allMatch(HostTask::isDone);
            assertThat(ends.values()).allMatch(count -> count.get() == 1);
            assertThat(callbacks.values()).allMatch(count -> count.get() == 1);
        });
    }

    @Override
    public void close() {
        launcher.workers.forEach(worker -> worker.immortal = false);
        if (pool != null) {
            pool.close();
        }
    }
}
