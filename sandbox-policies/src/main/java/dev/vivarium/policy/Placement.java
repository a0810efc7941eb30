package dev.vivarium.policy;

/** Where a script runs. */
public enum Placement {
    /** In a worker process that the kernel confines: the default, and the only place for untrusted scripts. */
    PROCESS,
    /** In the host's own JVM, over the in-memory link: only for trusted scripts that must be near their objects. */
    THREAD,
    /**
     * In the host's own JVM as well, step by step: a step runs, and what the script calls of the host's is called, only
     * while the host's own loop says so, and on its thread. For trusted scripts alone; see {@code Vivarium.step}.
     */
    COOPERATIVE;

    /** Whether that is the host's own JVM, where nothing confines a script and nothing of it can be measured apart. */
    public boolean isInHost() {
        return this != PROCESS;
    }
}
