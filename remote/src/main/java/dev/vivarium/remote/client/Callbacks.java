package dev.vivarium.remote.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one task one after the other, each on the executor that its caller chose, and never in the
 * thread that adds it. Safe for use by any thread.
 */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final long task;
    private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);

    /** @param task names the task in log entries */
    Callbacks(long task) {
        this.task = task;
    }

    /** Where callbacks run whose caller named no executor: each on a thread of its own. */
    static void onOwnThread(Runnable callback) {
        Thread.ofVirtual().name("vivarium-callback").start(callback);
    }

    /** Runs {@code callback} on {@code executor} once all that were added before have ended. */
    synchronized void add(Executor executor, Runnable callback) {
        last = last.thenComposeAsync(_ -> run(executor, callback), Callbacks::onOwnThread);
    }

    private CompletionStage<@Nullable Void> run(Executor executor, Runnable callback) {
        try {
            return CompletableFuture.<@Nullable Void>supplyAsync(
                    () -> {
                        runSafely(callback);
                        return null;
                    },
                    executor);
        } catch (RuntimeException refused) {
            LOG.error("task {}: its executor refused a callback, which is lost", task, refused);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void runSafely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException thrown) {
            LOG.error("task {}: a callback threw", task, thrown);
        } catch (Error thrown) {
            // The chain must go on: the callbacks behind it are promised, too.
            LOG.error("task {}: a callback failed", task, thrown);
        }
    }
}
