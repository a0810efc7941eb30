package dev.vivarium.engine.link;

/** How many items the keys of all tables of some values may have to be compared with, at worst. Not thread-safe. */
final class Comparisons {

    /** A second or two. The square of a million points as keys, or the power set of fifteen members, takes less. */
    static final long MOST = 200_000_000;

    private long made;

    void charge(long more) throws ProtocolException {
        made += more;
        if (made > MOST) {
            throw new ProtocolException("to compare its keys that have the same hash code would take too long");
        }
    }
}
