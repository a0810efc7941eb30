package dev.vivarium.policy;

/** How far the author of a script is trusted; decides which walls are mandatory. */
public enum Trust {
    /** The author administers the server: may share the host's JVM when the policy asks for it. */
    TRUSTED,
    /** Anybody: runs only in a worker process that the kernel confines, never in the host's JVM. */
    UNTRUSTED
}
