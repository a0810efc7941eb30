package dev.vivarium.engine.worker;

import java.util.function.LongSupplier;

/**
 * Has garbage collected when what it holds of the C library's memory may have become much. For the thread that looks at
 * scripts, at each look.
 */
final class NativeGrowth {

    /** A tenth of a second of looks: to ask takes longer than all else there is to look at. */
    private static final int LOOKS = 10;

    /** An eighth of what a worker's process may hold besides its heap; compilers come and go with a third of that. */
    static final long MOST_BYTES = 96L << 20;

    private final LongSupplier bytes;
    private final Runnable collect;
    private final Runnable trim;
    private boolean collected;
    private long left = Long.MAX_VALUE;
    private int looks;

    /**
     * @param bytes of the C library's memory that are in use
     * @param collect collects all garbage; what that held is given back a little later
     * @param trim gives back to the kernel what was given back
     */
    NativeGrowth(LongSupplier bytes, Runnable collect, Runnable trim) {
        this.bytes = bytes;
        this.collect = collect;
        this.trim = trim;
    }

    /** To be called at each look at a script that computes. */
    void look() {
        if (++looks < LOOKS) {
            return;
        }
        looks = 0;
        if (collected) {
            trim.run();
        }
        long now = bytes.getAsLong();
        // Down at once: so what a collection has given back counts, whenever that was.
        left = Math.min(left, now);
        collected = now - left > MOST_BYTES;
        if (collected) {
            collect.run();
            left = now;
        }
    }
}
