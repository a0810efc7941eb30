package dev.vivarium.engine.pool;

/**
 * How a pool is run.
 *
 * @param name begins the names of its threads and log entries
 * @param size how many workers get scripts
 * @param spares how many more wait, warm
 * @param runsPerWorker after how many scripts a worker is replaced
 * @param heldPerWorker how many scripts one worker may hold, parked ones included
 * @param mostResidentBytes the memory that a worker's process may hold
 */
public record PoolSettings(
        String name, int size, int spares, int runsPerWorker, int heldPerWorker, long mostResidentBytes) {}
