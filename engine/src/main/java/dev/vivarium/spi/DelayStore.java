package dev.vivarium.spi;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import java.util.List;
import java.util.Optional;

/**
 * Delays that outlive their process. Every method returns when what it did is safe, and throws {@link
 * DelayStoreException} if it could not be done; then nothing has changed. Safe for use by any thread.
 */
public interface DelayStore extends AutoCloseable {

    /** The first of {@code count} numbers in a row that nobody was or will ever be given, by any host of this store. */
    long reserve(int count);

    /**
     * Stores one more, which is armed.
     *
     * @throws StoreFullException if that would be too much
     */
    void add(StoredRow row, Bounds bounds);

    /** The one of that number, with its script; also for some minutes after its end. */
    Optional<StoredRow> find(long id);

    /** Those that exist, oldest first, without their scripts. */
    List<StoredRow> all();

    /** Changes one that exists; false if there was nothing to change. */
    boolean change(long id, Change change);

    /**
     * Begins to call what is due, and what was due while no host was there. One that is being called by a living host
     * of this store is called by no other; one whose host died is called again.
     *
     * @param atOnce how many may be called at one time
     */
    void start(DelayRunner runner, int atOnce);

    /** Calls nothing more, waits a moment for what is being called, and closes the store. */
    @Override
    void close();

    /** What can be done to a delay; the rules are those of {@code dev.vivarium.Delay}. */
    enum Change {
        /** The clock won't call it. */
        CANCEL,
        /** Forgotten. */
        REMOVE,
        /** Waits, whatever its time. */
        PAUSE,
        /** One pause less. */
        UNPAUSE,
        /** Called now, and over. */
        DO
    }

    /** A bound on what is stored. */
    enum Bound {
        /** Number, one owner's. */
        OWNERS_COUNT("too many delays of this owner are stored (setting storedDelays)"),
        /** Number. */
        COUNT("too many delays are stored (setting storedDelays)"),
        /** Bytes, one owner's. */
        OWNERS_BYTES("the stored delays of this owner are too large (setting storedBytes)"),
        /** Bytes. */
        BYTES("the stored delays are too large (setting storedBytes)");

        /** What is wrong beyond it. */
        private final String problem;

        Bound(String problem) {
            this.problem = problem;
        }

        /** What is wrong beyond it, and the setting; scripts may be told. */
        public String problem() {
            return problem;
        }
    }

    /** How much may be stored, the new one included. */
    record Bounds(
            Limit<Integer> mostPerOwner, Limit<Integer> most, Limit<ByteSize> bytesPerOwner, Limit<ByteSize> bytes) {}
}
