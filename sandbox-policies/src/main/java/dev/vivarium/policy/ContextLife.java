package dev.vivarium.policy;

/** How long a Python context lives: what a script changed in its modules and builtins lives as long. */
public enum ContextLife {
    /** Each run has a context of its own, which nobody has used before and nobody uses again. The default. */
    FRESH,
    /**
     * The context is kept for the next run of the same owner under the same policy, which begins with new globals. Much
     * faster for many small scripts; an owner's scripts can disturb each other, and nobody else's. It is given up after
     * a run that ended badly, when it was long idle, or when memory is short: nothing may rely on what it holds.
     */
    KEPT
}
