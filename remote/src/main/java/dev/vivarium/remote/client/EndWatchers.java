package dev.vivarium.remote.client;

import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know of the end of every task of a connection. Safe for use by any thread; waits for nobody. */
final class EndWatchers {

    private static final Logger LOG = LoggerFactory.getLogger(EndWatchers.class);

    private record Watcher(Executor executor, Consumer<? super TaskEnd> callback) {}

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    TimeSource.Cancellation add(Executor executor, Consumer<? super TaskEnd> callback) {
        Watcher watcher = new Watcher(executor, callback);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void ended(TaskEnd end) {
        for (Watcher watcher : watchers) {
            try {
                watcher.executor().execute(() -> tell(watcher, end));
            } catch (RejectedExecutionException closed) {
                LOG.warn(
                        "task {}: who watches all ends takes no more of them",
                        end.task().id());
            }
        }
    }

    private static void tell(Watcher watcher, TaskEnd end) {
        try {
            watcher.callback().accept(end);
        } catch (RuntimeException thrown) {
            LOG.error("task {}: a callback for all ends threw", end.task().id(), thrown);
        }
    }
}
