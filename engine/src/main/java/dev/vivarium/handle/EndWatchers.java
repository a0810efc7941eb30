package dev.vivarium.handle;

import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know of the end of every task. Safe for use by any thread; never waits for one of them. */
public final class EndWatchers {

    private static final Logger LOG = LoggerFactory.getLogger(EndWatchers.class);

    private record Watcher(Executor executor, Consumer<? super TaskEnd> callback) {}

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** One more; gives what ends it. */
    public TimeSource.Cancellation add(Executor executor, Consumer<? super TaskEnd> callback) {
        Watcher watcher = new Watcher(executor, callback);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Tells all of them. */
    public void ended(TaskEnd end) {
        for (Watcher watcher : watchers) {
            try {
                watcher.executor().execute(() -> tell(watcher, end));
            } catch (RejectedExecutionException closed) {
                LOG.warn(
                        "who watches the ends of tasks takes no more of them: task {} is not reported",
                        end.task().id());
            }
        }
    }

    private static void tell(Watcher watcher, TaskEnd end) {
        try {
            watcher.callback().accept(end);
        } catch (RuntimeException thrown) {
            LOG.error(
                    "a callback for ends of tasks threw at task {}", end.task().id(), thrown);
        }
    }
}
