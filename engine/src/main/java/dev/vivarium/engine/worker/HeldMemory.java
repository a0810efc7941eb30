package dev.vivarium.engine.worker;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap one script holds. Turns begin and end in the script's own thread; read by any.
 *
 * <p>It is how much the heap's old generation has grown while this script computed: only one does at a time, so what
 * others have left there, or keep while they wait, is not charged to it, and neither are contexts made ahead meanwhile,
 * nor what a collection may have made old of scripts that wait ({@link Unsettled}). Whatever can't be told is taken to be
 * somebody else's: a script must not be stopped for what others do. And it can't hold more than its thread has made.
 *
 * <p>What others have left and nobody needs is collected when the script is weighed: so much more than its limit it may
 * have. To collect before each script would cost a tenth of a second; to guess would end scripts that have done nothing.
 */
final class HeldMemory {

    /**
     * One turn, from its beginning or from when the script was weighed in it: how things stood then, in bytes.
     *
     * @param held what the script held
     * @param old what was in the old generation
     * @param collections how often garbage had been collected; {@link #NOT_ASKED} if nobody needs to know
     * @param unsettled what a collection may make old that is not its own
     * @param made what its thread had made
     * @param unseen how much of that no collection had looked at
     */
    private record Turn(long held, long old, long collections, long unsettled, long made, long unseen) {}

    /** How things stood when the script began to wait. */
    private record Pause(long held, long old, long collections, long oldCollections, long unseen) {}

    private static final long NOT_ASKED = -1;

    private final Heap heap;
    private final Unsettled unsettled;
    private final LongSupplier madeBeside;
    private final LongSupplier made;
    private volatile Turn turn;

    // ---- guarded by this ----------------------------------------------------------------------------------------

    /** What it held when it was weighed last: so much is no garbage. */
    private long proven;

    /** Null while it has the turn. */
    private @Nullable Pause pause;

    /**
     * The script begins, and has the turn.
     *
     * @param madeBeside bytes that come to be beside the scripts, from some moment on; read by any thread
     * @param made bytes that the script's thread has made since it began; read by any thread
     */
    HeldMemory(Heap heap, Unsettled unsettled, LongSupplier madeBeside, LongSupplier made) {
        this.heap = heap;
        this.unsettled = unsettled;
        this.madeBeside = madeBeside;
        this.made = made;
        long othersNew = unsettled.isEmpty() ? 0 : unsettled.bytes();
        long collections = othersNew == 0 ? NOT_ASKED : heap.collections();
        turn = new Turn(0, oldBytes(), collections, othersNew, 0, 0);
    }

    private long oldBytes() {
        return heap.oldBytes() - madeBeside.getAsLong();
    }

    /** Bytes of the old generation, garbage included, that are this script's. Of meaning only while it computes. */
    long bytes() {
        Turn now = turn;
        long grown = oldBytes() - now.old;
        if (grown > 0 && now.unsettled > 0 && heap.collections() != now.collections) {
            grown = Math.max(0, grown - now.unsettled);
        }
        return Math.min(now.held + grown, made.getAsLong());
    }

    /** All garbage was just collected. Gives what the script holds; nothing if it waits meanwhile. */
    synchronized long weigh() {
        if (pause != null) {
            return 0;
        }
        long held = Math.max(0, bytes());
        proven = held;
        // From here on nothing of others is new.
        turn = new Turn(held, oldBytes(), heap.collections(), 0, made.getAsLong(), 0);
        return held;
    }

    /** The script gives its turn away: what grows from now on is not its own. */
    synchronized void pause() {
        Turn ends = turn;
        long collections = heap.collections();
        long madeInTurn = made.getAsLong() - ends.made;
        long unseen = ends.collections == collections
                ? ends.unseen + madeInTurn
                : Math.min(madeInTurn, heap.edenBytes() + heap.survivorBytes());
        pause = new Pause(Math.max(0, bytes()), heap.oldBytes(), collections, heap.oldCollections(), unseen);
        unsettled.add(unseen, collections);
    }

    /** The script computes again. */
    synchronized void resume() {
        Pause before = Objects.requireNonNull(pause, "who resumes has paused");
        pause = null;
        unsettled.remove(before.unseen, before.collections);
        long collections = heap.collections();
        long unseen = collections == before.collections ? before.unseen : 0;
        turn = new Turn(heldAfter(before), oldBytes(), collections, unsettled.bytes(), made.getAsLong(), unseen);
    }

    /** Garbage of it that was collected while it waited is its own no more; all that went then may have been. */
    private long heldAfter(Pause before) {
        if (heap.oldCollections() == before.oldCollections) {
            return before.held;
        }
        long gone = Math.max(0, before.old - heap.oldBytesAfterCollection());
        return Math.max(Math.min(proven, before.held), before.held - gone);
    }
}
