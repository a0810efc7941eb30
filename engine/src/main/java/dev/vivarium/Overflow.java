package dev.vivarium;

/** What happens when a script reports events faster than a listener takes them and a thousand of them wait. */
public enum Overflow {
    /** The script waits, within its limits, until the listener has caught up. */
    WAIT,
    /** The listener misses the oldest of them, and is told how many. */
    DROP_OLDEST
}
