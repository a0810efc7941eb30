package dev.vivarium;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * The workers of a {@link Vivarium} at one moment.
 *
 * @param present those that are there, in the order of their start
 * @param gone those that have ended lately, the last one last; at most 20 of each kind
 */
public record Workers(List<Worker> present, List<Gone> gone) {

    /** No workers. */
    public static final Workers NONE = new Workers(List.of(), List.of());

    /** Copies the lists. */
    public Workers {
        present = List.copyOf(present);
        gone = List.copyOf(gone);
    }

    /** What a worker is there for at the moment. */
    public enum Role {
        /** It is on its way up. */
        STARTING,
        /** It takes scripts. */
        SERVING,
        /** It is up and warm, and takes scripts when another can't. */
        SPARE,
        /** A script on it does not stop; it takes no other until that is over. */
        STUCK,
        /** It takes no more scripts, and ends with those that it has. */
        RETIRING
    }

    /**
     * One worker.
     *
     * @param name its kind and number; the number is not used again
     * @param role what it is there for
     * @param scripts how many it holds, parked and resident ones included
     * @param runs how many it has been given that count towards its replacement
     * @param contextsReady how many fresh contexts it had when it was asked last, within some seconds; empty before that,
     *     and for workers in the host's own JVM
     * @param residentBytes the memory of its process; 0 if it is not known, or it has none
     * @param age since it was started
     */
    public record Worker(
            String name,
            Role role,
            int scripts,
            int runs,
            OptionalInt contextsReady,
            long residentBytes,
            Duration age) {}

    /**
     * One that has ended.
     *
     * @param name its kind and number
     * @param reason why, in a few words for an operator
     * @param lost whether it was not meant to end: it died, or had to be killed
     * @param since how long ago
     */
    public record Gone(String name, String reason, boolean lost, Duration since) {}
}
