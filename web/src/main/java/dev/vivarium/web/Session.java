package dev.vivarium.web;

import dev.vivarium.ScriptTask;
import dev.vivarium.TimeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One browser that has signed in, with the scripts that it has run lately. Safe for use by any thread. */
final class Session {

    private static final int MOST_TASKS = 20;

    private final String name;

    /** Its tasks, the oldest first. */
    private final Map<Long, ScriptTask> tasks = new LinkedHashMap<>();

    /** Goes up when something has happened that a stream should tell of. */
    private long changes;

    private boolean ended;

    Session(String name) {
        this.name = name;
    }

    /** The account. */
    String name() {
        return name;
    }

    /** One more task whose output is to be seen. */
    void add(ScriptTask task) {
        synchronized (this) {
            tasks.put(task.id().number(), task);
            if (tasks.size() > MOST_TASKS) {
                tasks.remove(tasks.keySet().iterator().next());
            }
        }
        changed();
        task.onOutput(Runnable::run, _ -> changed());
        task.onQuestion(Runnable::run, _ -> changed());
        task.onReturn(Runnable::run, _ -> changed());
        task.onError(Runnable::run, _ -> changed());
    }

    synchronized List<ScriptTask> tasks() {
        return List.copyOf(tasks.values());
    }

    private synchronized void changed() {
        changes++;
        notifyAll();
    }

    /** Whoever streams to it goes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits until more has happened than {@code seen}, or the session has ended, or for so long. */
    void await(long seen, long atMostMillis, TimeSource time) throws InterruptedException {
        await(() -> changes != seen, atMostMillis, time);
    }

    /** Waits until the session has ended, or for so long. */
    void awaitEnd(long atMostMillis, TimeSource time) throws InterruptedException {
        await(() -> false, atMostMillis, time);
    }

    private synchronized void await(BooleanSupplier happened, long atMostMillis, TimeSource time)
            throws InterruptedException {
        long until = time.nanos() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
        long left = atMostMillis;
        while (!happened.getAsBoolean() && !ended && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - time.nanos());
        }
    }
}
