package dev.vivarium.engine.worker;

import java.util.function.LongSupplier;

/**
 * How much one script may keep in objects that no collection has looked at yet. Used by the thread that looks at scripts
 * alone.
 *
 * <p>A script that goes on to make objects has them collected, and what it keeps of them gets old. One that only keeps
 * what it has made would never be seen. But a collection stands still whatever the worker does, for half a second on a
 * slow machine: so a script that makes nothing must be no reason for one, however many new objects of others there are.
 */
final class NewObjects {

    /** A quarter of a second of the script's own time. */
    private static final int LOOKS = 25;

    private final LongSupplier collections;
    private final LongSupplier made;
    private long collectionsSeen;
    private long madeAtLastLook;
    private long madeBeforeCollection;
    private int looks;

    /**
     * @param collections how often this JVM has collected garbage
     * @param made bytes that the script has made since it began
     */
    NewObjects(LongSupplier collections, LongSupplier made) {
        // Nothing is asked for here: most scripts are over before the first look, and it would be in their time.
        this.collections = collections;
        this.made = made;
    }

    /** To be called at each look at the script while it computes. */
    void look() {
        long now = collections.getAsLong();
        if (now != collectionsSeen) {
            collectionsSeen = now;
            looks = 0;
            // What was made between that look and the collection counts as new: rather too much than too little.
            madeBeforeCollection = madeAtLastLook;
        }
        looks++;
        madeAtLastLook = made.getAsLong();
    }

    /** Bytes, garbage included; none until nothing was collected for a while. */
    long bytes() {
        return looks > LOOKS ? madeAtLastLook - madeBeforeCollection : 0;
    }
}
