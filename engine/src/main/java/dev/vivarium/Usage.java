package dev.vivarium;

import java.time.Duration;

/**
 * What a task used.
 *
 * @param cpu processor time of the script's own thread, without compiler and garbage collector; of a script that was
 *     stopped and whose worker did not answer at once, the time for which it had the turn, which is no less
 * @param wall time from the start of the script to its end, waits included, time in the queue not
 */
public record Usage(Duration cpu, Duration wall) {

    /** Nothing, for tasks that never started. */
    public static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO);
}
