package dev.vivarium.engine.pool;

import dev.vivarium.Workers;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.pool.Assignment.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** One worker as the pool sees it. Used by the pool's events alone. */
final class PoolWorker {

    /**
     * Where a worker is on its way. There is no way back.
     *
     * <pre>
     *   STARTING ──► READY ──► RETIRING ──► GONE
     *       └──────────┴───────────────────────▲
     * </pre>
     */
    enum State {
        /** Launched, not heard of yet. */
        STARTING,
        /** Takes scripts. */
        READY,
        /** Takes no more; ends when those that it holds have ended, or has been killed and is about to be gone. */
        RETIRING,
        /** Gone. */
        GONE
    }

    /** A worker keeps no more contexts than so. */
    private static final int MOST_KEPT = 16;

    final int number;
    private final long startedNanos;

    /** Those whom it belongs to. */
    final Staff staff;

    final Map<Long, Assignment> held = new LinkedHashMap<>();
    State state = State.STARTING;

    /** Whether it is one of those that get scripts, and not a spare. */
    boolean active;

    /** Whether a script on it was to stop and has not yet: it gets none until that is over, and a spare serves. */
    boolean stuck;

    /** Whether it has ever come up: one that has not is a failed start, however it ended. */
    boolean wasReady;

    /** Whether it was killed for a fault of its own, and not because it is not needed any more. */
    boolean killed;

    /** For whom it probably keeps a context, the one that was used last being last. */
    private final SequencedSet<String> keeps = new LinkedHashSet<>();

    int runs;

    /** Of the last answer to a ping; negative before that. */
    int contextsReady = -1;

    int pingsUnanswered;

    /** How much memory its process held when it was weighed last, in bytes; 0 before that. */
    long residentBefore;

    /** When that was. */
    long weighedNanos;

    /** Whether a script has left it since then. */
    boolean someLeft;

    private Launcher.@Nullable Hand hand;

    PoolWorker(int number, Staff staff, long startedNanos) {
        this.number = number;
        this.startedNanos = startedNanos;
        weighedNanos = startedNanos;
        this.staff = staff;
    }

    /** Set once, directly after the launch. */
    void hand(Launcher.Hand launched) {
        hand = launched;
    }

    /** It is given a run that may leave a context for {@code key}. */
    void keepsFor(String key) {
        keeps.addLast(key);
        if (keeps.size() > MOST_KEPT) {
            keeps.removeFirst();
        }
    }

    /** Whether it has lately run something for {@code key}: a guess, a worker may drop any context. */
    boolean mayKeepFor(@Nullable String key) {
        return key != null && keeps.contains(key);
    }

    void send(Message.FromHost message) {
        if (hand != null) {
            hand.send(message);
        }
    }

    /** Has the thread of a script that does not stop go after others. */
    void holdBack(Assignment assignment) {
        if (hand != null) {
            hand.holdBack(assignment.thread());
        }
    }

    long residentBytes() {
        return hand == null ? 0 : hand.residentBytes();
    }

    /** As others may know it. */
    Workers.Worker info(long nanos) {
        return new Workers.Worker(
                toString(),
                role(),
                held.size(),
                runs,
                contextsReady < 0 ? OptionalInt.empty() : OptionalInt.of(contextsReady),
                residentBytes(),
                Duration.ofNanos(nanos - startedNanos));
    }

    private Workers.Role role() {
        return switch (state) {
            case STARTING -> Workers.Role.STARTING;
            case READY -> stuck ? Workers.Role.STUCK : active ? Workers.Role.SERVING : Workers.Role.SPARE;
            case RETIRING, GONE -> Workers.Role.RETIRING;
        };
    }

    void kill(String reason) {
        state = State.RETIRING;
        if (hand != null) {
            hand.kill(reason);
        }
    }

    /** Whether one of its scripts has the turn, or is about to have it. */
    boolean isComputing() {
        return held.values().stream().anyMatch(Assignment::computes);
    }

    /** Whether it could begin a script now. */
    boolean isFree(int mostHeld) {
        return state == State.READY && active && held.size() < mostHeld && !isComputing();
    }

    /** Whether it could be sent a script now that it begins when the one before it is over, which will be soon. */
    boolean takesAhead(int mostHeld) {
        return state == State.READY
                && active
                && held.size() < mostHeld
                && held.values().stream().filter(Assignment::computes).count() == 1
                && held.values().stream().filter(Assignment::computes).allMatch(Assignment::isBrief);
    }

    /** Whether another script than {@code one} has the turn here or gets it first. */
    boolean isTakenBeside(Assignment one) {
        return held.values().stream().anyMatch(other -> other != one && other.computes());
    }

    /** Whether it still has that task. */
    boolean holds(Assignment assignment) {
        return held.get(assignment.task.id().number()) == assignment;
    }

    /** Whether another script than {@code one} computes here, so that {@code one} has to wait for it. */
    boolean isBusyBeside(Assignment one) {
        return held.values().stream().anyMatch(other -> other != one && other.stage() == Stage.COMPUTING);
    }

    @Override
    public String toString() {
        return staff.label() + " worker " + number;
    }
}
