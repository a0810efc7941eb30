package dev.vivarium.engine.pool;

/** What a worker's JVM is good at. No JVM is good at both: its start cache and a compiler for Python exclude each other. */
public enum WorkerKind {

    /** Starts fast and interprets Python. */
    QUICK,

    /** Compiles Python, which pays for sources that use the processor a lot. */
    PEAK
}
