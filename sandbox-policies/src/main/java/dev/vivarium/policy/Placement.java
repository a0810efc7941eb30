package dev.vivarium.policy;

/** Where a script runs. */
public enum Placement {
    /** In a worker process that the kernel confines: the default, and the only place for untrusted scripts. */
    PROCESS,
    /** In the host's own JVM, over the in-memory link: only for trusted scripts that must be near their objects. */
    THREAD
}
