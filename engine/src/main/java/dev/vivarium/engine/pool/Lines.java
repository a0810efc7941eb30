package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Usage;
import dev.vivarium.engine.admit.FairQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait for a worker: those that any can take, and hot ones, which are better off with one that compiles
 * Python. In both lines owners take turns. Used by the pool's events alone.
 */
final class Lines {

    private final Heat heat = new Heat();
    private final Briefness briefness = new Briefness();
    private final FairQueue<Assignment> any = new FairQueue<>();

    /** Empty while no peak worker is ready: there nobody would be served in turn with all others. */
    private final FairQueue<Assignment> hot = new FairQueue<>();

    /** A run of {@code script} returned, and used so much. */
    void returned(Script script, Usage usage) {
        heat.returned(script, usage.cpu().toNanos());
        briefness.returned(script, usage.wall().toNanos());
    }

    /** A run of {@code script} ended otherwise, or takes longer than its source did before. */
    void tookLong(Script script) {
        briefness.tookLong(script);
    }

    /** Whether the next run of {@code script} will most likely be over soon. */
    boolean isBrief(Script script) {
        return briefness.isBrief(script);
    }

    /** Whether a worker that compiles Python would pay for that script. */
    boolean isHot(Script script) {
        return heat.isHot(script);
    }

    /** Appends to the line for any worker. */
    void add(Assignment assignment) {
        any.add(assignment.task.script().owner(), assignment);
    }

    /** Appends to the line of hot ones. */
    void addHot(Assignment assignment) {
        hot.add(assignment.task.script().owner(), assignment);
    }

    /** Back to the head of the line: it has waited its turn already. */
    void putBack(Assignment assignment) {
        any.putBack(assignment.task.script().owner(), assignment);
    }

    /** No peak worker is left: the hot ones wait with all others. */
    void coolDown() {
        for (Assignment waiting = hot.poll(); waiting != null; waiting = hot.poll()) {
            add(waiting);
        }
    }

    /** The next for any worker that nobody has killed; hot ones come after all others. Null if nothing waits. */
    @Nullable
    Assignment next() {
        Assignment next = open(any);
        // Rather interpreted now than compiled some time.
        return next == null ? open(hot) : next;
    }

    /** The next for a worker that compiles. */
    @Nullable
    Assignment nextHot() {
        return open(hot);
    }

    private static @Nullable Assignment open(FairQueue<Assignment> line) {
        Assignment next = line.poll();
        while (next != null && next.task.isDone()) {
            next = line.poll();
        }
        return next;
    }

    /** Ends all that wait. */
    void drain(Outcome outcome) {
        coolDown();
        for (Assignment waiting = any.poll(); waiting != null; waiting = any.poll()) {
            waiting.task.end(outcome);
        }
    }

    /** How many wait. */
    int size() {
        return any.size() + hot.size();
    }
}
