package dev.vivarium.engine.pool;

import dev.vivarium.TimeSource;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.Workers;
import dev.vivarium.policy.Placement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool of each placement, started when it is first asked for. Safe for use by any thread. */
public final class Pools implements AutoCloseable {

    /** A parked script costs its context, some megabytes of the worker's heap. */
    private static final int MEGABYTES_PER_SCRIPT = 4;

    /** What a worker may hold beside its heap: some 400 were seen, for the runtime's classes, code and stacks. */
    private static final long MEGABYTES_BESIDE_HEAP = 768;

    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    private final Settings settings;
    private final WorkerCommand command;
    private final TimeSource time;
    private final Counters counters;
    private final Rehearsal rehearsal = Rehearsal.once();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Pool process;
    private volatile @Nullable Pool memory;
    private volatile @Nullable Pool cooperative;

    /** @param command how worker processes are started */
    public Pools(Settings settings, WorkerCommand command, TimeSource time, Counters counters) {
        this.settings = settings;
        this.command = command;
        this.time = time;
        this.counters = counters;
    }

    /** The pool for scripts of that placement. */
    public Pool of(Placement placement) {
        return switch (placement) {
            case PROCESS -> process();
            case THREAD -> memory();
            case COOPERATIVE -> cooperative();
        };
    }

    /** The pool of confined worker processes. */
    public Pool process() {
        Pool running = process;
        if (running != null) {
            return running;
        }
        lock.lock();
        try {
            Pool made = process == null
                    ? new Pool(
                            crew("process", settings.workers(), settings.spares(), command), peakCrew(), time, counters)
                    : process;
            process = made;
            if (settings.warmUp()) {
                // Not before: it would hold the first worker up.
                made.whenReady().thenRun(() -> rehearsal.start(made::isIdle));
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** Who wants none does not wait for the search for a compiler either. */
    private Optional<Crew> peakCrew() {
        return settings.peakWorkers() == 0
                ? Optional.empty()
                : command.peak().map(peak -> crew("peak", settings.peakWorkers(), 0, peak));
    }

    private Crew crew(String name, int size, int spares, WorkerCommand how) {
        PoolSettings crew = new PoolSettings(
                name,
                size,
                spares,
                settings.runsPerWorker(),
                settings.workerHeapMegabytes() / MEGABYTES_PER_SCRIPT,
                (how.heapMegabytes() + MEGABYTES_BESIDE_HEAP) << 20);
        return new Crew(crew, new ProcessLauncher(how, settings.startTimeout()));
    }

    private Pool memory() {
        Pool running = memory;
        if (running != null) {
            return running;
        }
        lock.lock();
        try {
            Pool made = memory == null ? inHost("memory", "thread") : memory;
            memory = made;
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** A worker of its own: what computes there must not hold up the steps of the host's loop. */
    private Pool cooperative() {
        Pool running = cooperative;
        if (running != null) {
            return running;
        }
        lock.lock();
        try {
            Pool made = cooperative == null ? inHost("cooperative", "cooperative") : cooperative;
            cooperative = made;
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** One worker in the host's JVM: the host's own heap is its bound, and it is replaced only when it is stuck. */
    private Pool inHost(String name, String placement) {
        LOG.warn("scripts of trusted policies run unconfined in this JVM: their placement is {}", placement);
        PoolSettings one =
                new PoolSettings(name, 1, 0, Integer.MAX_VALUE, settings.workerHeapMegabytes(), Long.MAX_VALUE);
        return new Pool(new Crew(one, InHostLauncher.ofWorkers(time)), Optional.empty(), time, counters);
    }

    /** All workers as they stand. */
    public CompletionStage<Workers> workers() {
        CompletionStage<List<Workers>> inHost = list(memory).thenCombine(list(cooperative), Pools::joined);
        return list(process).thenCombine(inHost, (first, second) -> {
            List<Workers> all = joined(first, second);
            return new Workers(
                    all.stream().flatMap(some -> some.present().stream()).toList(),
                    all.stream()
                            .flatMap(some -> some.gone().stream())
                            .sorted(Comparator.comparing(Workers.Gone::since).reversed())
                            .toList());
        });
    }

    private static List<Workers> joined(List<Workers> some, List<Workers> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static CompletionStage<List<Workers>> list(@Nullable Pool pool) {
        return pool == null ? CompletableFuture.completedFuture(List.of()) : pool.workers();
    }

    /** How many tasks wait for a worker, about. */
    public int queued() {
        return queued(process) + queued(memory) + queued(cooperative);
    }

    private static int queued(@Nullable Pool pool) {
        return pool == null ? 0 : pool.queued();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            rehearsal.close();
            closeIfMade(process);
            closeIfMade(memory);
            closeIfMade(cooperative);
        } finally {
            lock.unlock();
        }
    }

    private static void closeIfMade(@Nullable Pool pool) {
        if (pool != null) {
            pool.close();
        }
    }
}
