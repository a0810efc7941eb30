package dev.vivarium.engine.worker;

/** Whether the second wall stands: the restrictions of the Python context. The kernel's walls are another matter. */
public enum PythonWalls {
    /** As it must be. */
    STANDING,
    /** For tests that show what the kernel alone stops: all access is allowed to the script. */
    RAZED
}
