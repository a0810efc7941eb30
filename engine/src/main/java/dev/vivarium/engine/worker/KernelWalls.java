package dev.vivarium.engine.worker;

/** Whether the first wall stands: the kernel's confinement of a worker process. */
public enum KernelWalls {
    /** As it must be. */
    STANDING,
    /** For tests that show what the Python sandbox alone stops. */
    RAZED
}
