package dev.vivarium.tests.soak;

import dev.vivarium.Script;
import java.util.List;

/**
 * A script and the only right end of it.
 *
 * @param number which it is; the first part of its answer
 * @param answer the second part
 * @param computesOnly whether it never waits, so that no neighbour ever has the turn before it has ended
 */
record Innocent(Script script, long number, long answer, boolean computesOnly) {

    /** The value that it returns. */
    List<Long> value() {
        return List.of(number, answer);
    }
}
