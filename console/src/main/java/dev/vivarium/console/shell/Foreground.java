package dev.vivarium.console.shell;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the shell waits for: at most one task, which another thread may stop. */
final class Foreground {

    private @Nullable ScriptTask task;
    private boolean stopped;

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

    /** Runs {@code script} to its end and passes its output on. An interrupt of this thread kills it. */
    Outcome run(Vivarium vivarium, Script script, Consumer<String> lines) throws InterruptedException {
        ScriptTask running = vivarium.run(script, value -> {}, problem -> {});
        watch(running);
        try {
            return follow(running, new LineSplitter(line -> lines.accept(Visible.of(line))));
        } catch (InterruptedException e) {
            running.kill();
            throw e;
        } finally {
            watch(null);
        }
    }

    /** Callbacks registered after that of the output: when they come, it has come. */
    private static Outcome follow(ScriptTask running, LineSplitter output) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        running.onOutput(output::add);
        running.onReturn(value -> over.countDown());
        running.onError(problem -> over.countDown());
        over.await();
        output.end();
        return running.outcome().orElseThrow(() -> new IllegalStateException("a task has ended without an outcome"));
    }
}
