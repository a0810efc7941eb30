package dev.vivarium.remote.client;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks of one connection: those that are open, and the last thousand of those that have ended. Any thread. */
final class ConnectionTasks implements TaskTable {

    private static final int KEPT = 1_000;

    private final String owner;
    private final NavigableMap<Long, RemoteTask> tasks = new TreeMap<>();
    private final Deque<RemoteTask> ended = new ArrayDeque<>();
    private long last;

    ConnectionTasks(String owner) {
        this.owner = owner;
    }

    void add(RemoteTask task) {
        synchronized (this) {
            last = Math.max(last, task.id().number());
            tasks.put(task.id().number(), task);
        }
        task.completion().thenRun(() -> ended(task));
    }

    private synchronized void ended(RemoteTask task) {
        ended.add(task);
        if (ended.size() > KEPT) {
            tasks.remove(ended.remove().id().number());
        }
    }

    /** All of them, in the type they have. */
    synchronized List<RemoteTask> all() {
        return List.copyOf(tasks.values());
    }

    /** All tasks of a connection have one owner. */
    @Override
    public TaskTable ownedBy(String other) {
        return other.equals(owner) || other.equals(Script.DEFAULT_OWNER) ? this : new ConnectionTasks(other);
    }

    @Override
    public List<ScriptTask> list() {
        return List.copyOf(all());
    }

    @Override
    public synchronized Found find(long id) {
        RemoteTask task = tasks.get(id);
        if (task != null) {
            return new Found.Task(task);
        }
        return id >= 1 && id <= last ? new Found.Expired() : new Found.Unknown();
    }

    @Override
    public synchronized Optional<Outcome.Problem> lastProblem() {
        for (RemoteTask task : (Iterable<RemoteTask>) ended::descendingIterator) {
            if (task.outcome().orElse(null) instanceof Outcome.Problem problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }
}
