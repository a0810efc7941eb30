package dev.vivarium.remote.server;

/** What a client sees. */
public enum Role {
    /** Its own tasks, and no trace of others. */
    OWNER,
    /** The tasks of all. */
    ADMIN
}
