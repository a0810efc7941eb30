package dev.vivarium.console.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again who descends from this process. Children of this very process with a worker's command line are
 * workers; all others are the work of a script, and are remembered. Safe for use by any thread.
 */
final class ProcessWatch implements AutoCloseable {

    /** The class that workers run; no API names it. */
    private static final String WORKER = " dev.vivarium.engine.worker.WorkerMain ";

    /** The class of the host's own child that makes a start cache. */
    private static final String TRAINING = " dev.vivarium.engine.worker.TrainingMain";

    private static final Duration PERIOD = Duration.ofMillis(50);

    /** How long the host's own child may take from its fork until it is a worker. */
    private static final Duration BIRTH = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("attack-process-watch").factory());
    private final Stopwatch stopwatch = new Stopwatch();
    private final long self;
    private final LongFunction<String> commands;
    private final LongUnaryOperator residents;

    private final Set<ProcessTable.Entry> earlier = new HashSet<>();
    private final Map<Identity, Duration> unborn = new HashMap<>();
    private final Map<Identity, Worker> workers = new LinkedHashMap<>();
    private final Map<Identity, Sighting> strangers = new LinkedHashMap<>();
    private @Nullable RuntimeException failure;

    ProcessWatch(long self, LongFunction<String> commands, LongUnaryOperator residents) {
        this.self = self;
        this.commands = commands;
        this.residents = residents;
    }

    private record Identity(long pid, long started) {
        static Identity of(ProcessTable.Entry entry) {
            return new Identity(entry.pid(), entry.started());
        }
    }

    private record Sighting(Duration last, String what) {}

    private record Worker(Duration last, long resident, long most) {}

    /** A watch over the children of this process, which goes on until it is closed. */
    static ProcessWatch start() {
        ProcessWatch watch =
                new ProcessWatch(ProcessHandle.current().pid(), ProcessTable::command, ProcessTable::residentBytes);
        watch.rememberEarlier(ProcessTable.now());
        watch.timer.scheduleWithFixedDelay(watch::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** What was there before the first attack is nobody's fault. */
    synchronized void rememberEarlier(List<ProcessTable.Entry> table) {
        earlier.addAll(table);
    }

    private void tick() {
        try {
            look(ProcessTable.now());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(RuntimeException problem) {
        failure = problem;
    }

    /** Takes note of {@code table}. */
    synchronized void look(List<ProcessTable.Entry> table) {
        Duration now = stopwatch.elapsed();
        Map<Long, ProcessTable.Entry> byPid = new HashMap<>();
        table.forEach(entry -> byPid.put(entry.pid(), entry));
        long group = byPid.containsKey(self) ? byPid.get(self).group() : -1;
        for (ProcessTable.Entry entry : table) {
            if (entry.pid() != self && isOfOurs(entry, byPid, group)) {
                note(entry, now);
            }
        }
    }

    /** Orphans of workers belong to init, but stay in our process group; and who was seen once stays known. */
    private boolean isOfOurs(ProcessTable.Entry entry, Map<Long, ProcessTable.Entry> byPid, long group) {
        if (strangers.containsKey(Identity.of(entry)) || workers.containsKey(Identity.of(entry))) {
            return true;
        }
        if (earlier.stream().anyMatch(old -> Identity.of(old).equals(Identity.of(entry)))) {
            return false;
        }
        return entry.group() == group || descends(entry, byPid);
    }

    private boolean descends(ProcessTable.Entry entry, Map<Long, ProcessTable.Entry> byPid) {
        Set<Long> seen = new HashSet<>();
        ProcessTable.Entry ancestor = entry;
        while (ancestor != null && seen.add(ancestor.pid())) {
            if (ancestor.parent() == self) {
                return true;
            }
            ancestor = byPid.get(ancestor.parent());
        }
        return false;
    }

    private void note(ProcessTable.Entry entry, Duration now) {
        if (entry.parent() == self && commands.apply(entry.pid()).contains(TRAINING)) {
            return;
        }
        Identity identity = Identity.of(entry);
        Worker known = workers.get(identity);
        if (known != null
                || (entry.parent() == self && commands.apply(entry.pid()).contains(WORKER))) {
            long resident = residents.applyAsLong(entry.pid());
            workers.put(identity, new Worker(now, resident, Math.max(resident, known == null ? 0 : known.most())));
        } else if (entry.parent() != self || isOverdue(identity, now)) {
            String command = commands.apply(entry.pid()).strip();
            strangers.put(
                    identity,
                    new Sighting(
                            now,
                            "process " + entry.pid() + " (" + entry.name() + ") of process " + entry.parent() + ": "
                                    + command.substring(0, Math.min(command.length(), 200))));
        }
    }

    private boolean isOverdue(Identity identity, Duration now) {
        Duration first = unborn.computeIfAbsent(identity, _ -> now);
        return now.minus(first).compareTo(BIRTH) > 0;
    }

    /** A moment, for the questions below. */
    Duration now() {
        return stopwatch.elapsed();
    }

    /** Processes that are no workers and were there after {@code moment}, as lines for people. */
    synchronized List<String> strangersSince(Duration moment) {
        if (failure != null) {
            throw failure;
        }
        List<String> lines = new ArrayList<>();
        strangers.values().stream()
                .filter(sighting -> sighting.last().compareTo(moment) >= 0)
                .forEach(sighting -> lines.add(sighting.what()));
        return lines;
    }

    /** The process ids of all workers that were there after {@code moment}. */
    synchronized List<Long> workersSince(Duration moment) {
        return workers.entrySet().stream()
                .filter(worker -> worker.getValue().last().compareTo(moment) >= 0)
                .map(worker -> worker.getKey().pid())
                .toList();
    }

    /** The memory that the largest worker holds now; those that are gone hold none. */
    synchronized long largestWorker() {
        Duration recent = stopwatch.elapsed().minus(PERIOD.multipliedBy(10));
        return workers.values().stream()
                .filter(worker -> worker.last().compareTo(recent) >= 0)
                .mapToLong(Worker::resident)
                .max()
                .orElse(0);
    }

    /** The most that one worker has held of those that were there after {@code moment}. */
    synchronized long mostResidentSince(Duration moment) {
        return workers.values().stream()
                .filter(worker -> worker.last().compareTo(moment) >= 0)
                .mapToLong(Worker::most)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
