package dev.vivarium.engine.pool;

import dev.vivarium.engine.worker.Jvm;

/** What a worker's JVM is good at. No JVM is good at both: its start cache and a compiler for Python exclude each other. */
public enum WorkerKind {

    /** Starts fast and interprets Python. */
    QUICK(Jvm.OWN),

    /** The same, for a script or two: it takes the first one before it is warm. */
    BRIEF(Jvm.BRIEF),

    /** Compiles Python, which pays for sources that use the processor a lot. */
    PEAK(Jvm.COMPILING);

    private final Jvm jvm;

    WorkerKind(Jvm jvm) {
        this.jvm = jvm;
    }

    Jvm jvm() {
        return jvm;
    }
}
