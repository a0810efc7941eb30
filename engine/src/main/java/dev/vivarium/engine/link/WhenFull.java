package dev.vivarium.engine.link;

/** What {@link Link#send} does when too much waits to be sent. */
public enum WhenFull {
    /** Waits until there is room: a worker's scripts print no faster than the host reads. */
    WAIT,
    /** Closes the link: the host doesn't wait for a worker that doesn't read. */
    FAIL
}
