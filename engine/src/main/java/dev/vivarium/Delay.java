package dev.vivarium;

/**
 * A call that will be made later. The rules are those of Evennia's TaskHandlerTask (DL-4 to DL-9), but for these: a
 * number is never used again, a paused delay that falls due stays until it is unpaused, and one whose callback fails is
 * over. Safe for use by any thread.
 */
public interface Delay {

    /** Its number, which no other delay of this Vivarium ever gets. */
    long id();

    /** Whose script has made it; empty for one that the host has made. */
    String owner();

    /** What will be called, for people. */
    String name();

    /** Whether it can still be called: it was neither called by the clock, nor done, nor removed. */
    boolean exists();

    /** Whether the clock will call it. */
    boolean isActive();

    /** Whether it was called by the clock, or done. */
    boolean isCalled();

    /** Whether it was paused more often than unpaused. */
    boolean isPaused();

    /** The clock won't call it any more; it can still be called by hand, for a minute beyond its time. False if it was
     * not active. */
    boolean cancel();

    /** Forgets it; false if it did not exist. */
    boolean remove();

    /** Its call waits from now on; its time goes on. False if it was not active. */
    boolean pause();

    /** Undoes one {@link #pause}, and makes a call that has fallen due meanwhile. False if it was not paused. */
    boolean unpause();

    /** Calls it now, and leaves it as it is; false if it did not exist. Does not wait for the call. */
    boolean call();

    /** Calls it now and never again; false if it did not exist. Does not wait for the call. */
    boolean doNow();
}
