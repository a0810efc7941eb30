package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.policy.Limits;

/** Bounds that tests make tight where it matters to them, and that are as wide as can be elsewhere. */
public final class TestBounds {

    /** What a player has; the widest takes seconds to fill. */
    private static final long RECURSION_BYTES = 16L * 1024 * 1024;

    private TestBounds() {}

    /** The widest there can be. */
    public static Bounds wide() {
        return of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Limits.DEEPEST_VALUE);
    }

    /** Bounds on the items of one container. */
    public static Bounds ofWidth(long valueWidth) {
        Bounds wide = wide();
        return new Bounds(
                wide.outputBytes(),
                wide.outputLines(),
                wide.returns(),
                wide.valueBytes(),
                wide.valueItems(),
                valueWidth,
                wide.valueDepth(),
                wide.cpuNanos(),
                wide.memoryBytes(),
                wide.recursionBytes());
    }

    /** Bounds on what is printed and on the size, number and depth of values. */
    public static Bounds of(long outputBytes, long valueBytes, long valueItems, int valueDepth) {
        Bounds widest = Bounds.of(Limits.widest());
        return new Bounds(
                outputBytes,
                widest.outputLines(),
                widest.returns(),
                valueBytes,
                valueItems,
                widest.valueWidth(),
                valueDepth,
                widest.cpuNanos(),
                widest.memoryBytes(),
                RECURSION_BYTES);
    }
}
