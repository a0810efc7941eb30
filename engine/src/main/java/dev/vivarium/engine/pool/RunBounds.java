package dev.vivarium.engine.pool;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bounds of the runs that a worker holds, against which the host checks what comes back from it. Safe for use by
 * any thread.
 */
final class RunBounds {

    /** For tasks that the worker has no business to speak of. */
    private static final Bounds NOTHING = new Bounds(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    private final Map<Long, Bounds> bounds = new ConcurrentHashMap<>();

    /** To be told of each message before it is sent. */
    void sending(Message.FromHost message) {
        if (message instanceof Message.Run run) {
            bounds.put(run.task(), run.rules().bounds());
        }
    }

    /** To be told of each message that came. */
    void came(Message.FromWorker message) {
        switch (message) {
            case Message.Finished finished when !finished.stays() -> bounds.remove(finished.task());
            case Message.Left left -> bounds.remove(left.task());
            default -> {}
        }
    }

    /** The bounds of that task's results. */
    Bounds of(long task) {
        return bounds.getOrDefault(task, NOTHING);
    }
}
