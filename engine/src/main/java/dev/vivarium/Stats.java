package dev.vivarium;

/**
 * Counters of one {@link Vivarium}, since it opened or as they stand.
 *
 * @param submitted tasks that {@code run} was called for
 * @param finished tasks that have their outcome
 * @param queued tasks that wait for a worker
 * @param workersReady workers that could take a script now or are running one, but for those whose script was to stop
 * @param peakWorkersReady workers that compile Python and could take a script now or are running one; not in workersReady
 * @param workersStarted workers started so far, replacements included
 * @param workersLost workers that died or were killed so far
 * @param lateResults results that came after their task's outcome was settled, and were dropped
 */
public record Stats(
        long submitted,
        long finished,
        int queued,
        int workersReady,
        int peakWorkersReady,
        long workersStarted,
        long workersLost,
        long lateResults) {}
