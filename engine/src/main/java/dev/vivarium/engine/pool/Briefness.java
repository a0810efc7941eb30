package dev.vivarium.engine.pool;

import dev.vivarium.Script;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sources have come to a good end soon, every time of late: a worker that runs one can be sent the next script
 * before it is done. Used by the pool's events alone.
 */
final class Briefness {

    /** What the run of a brief source takes at most, by the host's clock. */
    private static final long BRIEF_NANOS = 3_000_000;

    /** So many runs in a row. */
    private static final int OFTEN = 8;

    /** How many sources are remembered; one that was not run for longest is forgotten first. */
    private static final int MOST_SOURCES = 1_000;

    private final Map<Long, Integer> inARow = new LinkedHashMap<>();

    /** A run of {@code script} returned, so long after it began. */
    void returned(Script script, long wallNanos) {
        long key = Heat.key(script);
        Integer before = inARow.remove(key);
        if (wallNanos <= BRIEF_NANOS) {
            inARow.put(key, Math.min(OFTEN, (before == null ? 0 : before) + 1));
            if (inARow.size() > MOST_SOURCES) {
                inARow.remove(inARow.keySet().iterator().next());
            }
        }
    }

    /** A run of {@code script} did not return, or takes too long. */
    void tookLong(Script script) {
        inARow.remove(Heat.key(script));
    }

    /** Whether the next run will most likely be over soon. */
    boolean isBrief(Script script) {
        return inARow.getOrDefault(Heat.key(script), 0) >= OFTEN;
    }
}
