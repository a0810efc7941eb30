package dev.vivarium.engine.task;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All tasks of one Vivarium. Those that have ended go by number and by age. Safe for use by any thread. */
public final class HostTasks implements TaskTable {

    /** What all tasks that have ended may keep of the heap together: a script chooses how much its own keeps. */
    static final long MOST_BYTES = 32L << 20;

    private record Ended(long id, long nanos, long bytes) {}

    private final int most;
    private final Duration longest;
    private final TimeSource time;
    private final NavigableMap<Long, HostTask> tasks = new TreeMap<>();

    /** In the order in which they ended. */
    private final Deque<Ended> ended = new ArrayDeque<>();

    private long endedBytes;
    private long last;

    /**
     * With none yet.
     *
     * @param most how many are kept that have ended
     * @param longest how long they are kept after their end
     */
    public HostTasks(int most, Duration longest, TimeSource time) {
        this.most = most;
        this.longest = longest;
        this.time = time;
    }

    /** One more; its number must be higher than all before, or those that come at the same time. */
    public synchronized void add(HostTask task) {
        last = Math.max(last, task.id().number());
        tasks.put(task.id().number(), task);
        prune();
    }

    /**
     * It has ended.
     *
     * @param bytes about how much of the heap it keeps
     */
    public synchronized void ended(HostTask task, long bytes) {
        ended.add(new Ended(task.id().number(), time.nanos(), bytes));
        endedBytes += bytes;
        prune();
    }

    private void prune() {
        long now = time.nanos();
        Ended oldest = ended.peek();
        while (oldest != null
                && (ended.size() > most || endedBytes > MOST_BYTES || now - oldest.nanos() > longest.toNanos())) {
            ended.remove();
            endedBytes -= oldest.bytes();
            tasks.remove(oldest.id());
            oldest = ended.peek();
        }
    }

    @Override
    public TaskTable ownedBy(String owner) {
        return new View(owner);
    }

    @Override
    public synchronized List<ScriptTask> list() {
        prune();
        return List.copyOf(tasks.values());
    }

    @Override
    public Found find(long id) {
        return find(id, null);
    }

    private synchronized Found find(long id, @Nullable String owner) {
        prune();
        HostTask task = tasks.get(id);
        if (task == null) {
            return id >= 1 && id <= last ? new Found.Expired() : new Found.Unknown();
        }
        boolean seen = owner == null || owner.equals(task.script().owner());
        return seen ? new Found.Task(task) : new Found.Unknown();
    }

    @Override
    public Optional<Outcome.Problem> lastProblem() {
        return lastProblem(null);
    }

    private synchronized Optional<Outcome.Problem> lastProblem(@Nullable String owner) {
        prune();
        for (Ended end : (Iterable<Ended>) ended::descendingIterator) {
            HostTask task = tasks.get(end.id());
            if (task != null
                    && (owner == null || owner.equals(task.script().owner()))
                    && task.outcome().orElse(null) instanceof Outcome.Problem problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    /** What one owner sees. */
    private final class View implements TaskTable {

        private final String owner;

        View(String owner) {
            this.owner = owner;
        }

        @Override
        public TaskTable ownedBy(String other) {
            return other.equals(owner) ? this : new Nothing();
        }

        @Override
        public List<ScriptTask> list() {
            return HostTasks.this.list().stream()
                    .filter(task -> task.script().owner().equals(owner))
                    .toList();
        }

        @Override
        public Found find(long id) {
            return HostTasks.this.find(id, owner);
        }

        @Override
        public Optional<Outcome.Problem> lastProblem() {
            return HostTasks.this.lastProblem(owner);
        }
    }

    /** What an owner sees of another's. */
    private static final class Nothing implements TaskTable {

        @Override
        public TaskTable ownedBy(String owner) {
            return this;
        }

        @Override
        public List<ScriptTask> list() {
            return List.of();
        }

        @Override
        public Found find(long id) {
            return new Found.Unknown();
        }

        @Override
        public Optional<Outcome.Problem> lastProblem() {
            return Optional.empty();
        }
    }
}
