package dev.vivarium.engine.pool;

import dev.vivarium.Script;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sources use so much of the processor that a compiler for Python pays. Counts runs that returned only: one that
 * had to be stopped would be no better stopped elsewhere. Used by the pool's events alone.
 */
final class Heat {

    /** A source that has used so much is hot: the first runs under the compiler take two or three times as long. */
    private static final long HOT_NANOS = 300_000_000;

    /**
     * What a run may use without getting any hotter: making its context takes as long, and a compiler can't change that.
     * Else a small source that is run often would end up where contexts are made more slowly.
     */
    private static final long COLD_NANOS = 10_000_000;

    /** How many sources are remembered; one that was not run for longest is forgotten first. */
    private static final int MOST_SOURCES = 1_000;

    /** By a key that two sources may share, which then are hot together: no harm, and no text of anybody's is kept. */
    private final Map<Long, Long> nanos = new LinkedHashMap<>();

    /** A run of {@code script} returned, and used so much of the processor. */
    void returned(Script script, long cpuNanos) {
        Long before = nanos.remove(key(script));
        // A worker may say anything.
        long more = Math.clamp(cpuNanos, COLD_NANOS, HOT_NANOS + COLD_NANOS) - COLD_NANOS;
        long all = Math.min(HOT_NANOS, (before == null ? 0 : before) + more);
        if (all > 0) {
            nanos.put(key(script), all);
        }
        if (nanos.size() > MOST_SOURCES) {
            nanos.remove(nanos.keySet().iterator().next());
        }
    }

    /** Whether the compiler would pay for it. */
    boolean isHot(Script script) {
        return nanos.getOrDefault(key(script), 0L) >= HOT_NANOS;
    }

    /** A number for its source; two sources may have the same. */
    static long key(Script script) {
        return ((long) script.source().hashCode() << Integer.SIZE)
                | script.source().length();
    }
}
