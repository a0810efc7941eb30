package dev.vivarium.console.shell;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the shell waits for: at most one task, which another thread may stop. */
final class Foreground {

    private final Consumer<String> lines;

    /** Those that left the foreground because they asked something, by their numbers. For the shell's thread. */
    private final Map<Long, Watched> asking = new HashMap<>();

    private @Nullable ScriptTask task;
    private boolean stopped;

    Foreground(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A new line is read: nobody has asked to stop it. */
    synchronized void begin() {
        stopped = false;
    }

    /** Kills what runs; and what waits, waits no longer. */
    synchronized void stop() {
        stopped = true;
        if (task != null) {
            task.kill();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void watch(@Nullable ScriptTask running) {
        task = running;
        if (stopped && running != null) {
            running.kill();
        }
    }

    /**
     * Waits for the end of {@code running}, and passes its output on. Comes back without an outcome if it asks something.
     * An interrupt of this thread kills it.
     */
    Optional<Outcome> follow(ScriptTask running) throws InterruptedException {
        return follow(new Watched(running));
    }

    /** Goes on with {@code answered} if it was in the foreground until it asked. */
    Optional<Outcome> resume(ScriptTask answered) throws InterruptedException {
        Watched watched = asking.remove(answered.id().number());
        return watched == null ? Optional.empty() : follow(watched);
    }

    private Optional<Outcome> follow(Watched watched) throws InterruptedException {
        watch(watched.task());
        try {
            Optional<Outcome> outcome = watched.show(lines);
            if (outcome.isEmpty()) {
                asking.values().removeIf(other -> other.task().isDone());
                asking.put(watched.task().id().number(), watched);
            }
            return outcome;
        } catch (InterruptedException e) {
            watched.task().kill();
            throw e;
        } finally {
            watch(null);
        }
    }
}
