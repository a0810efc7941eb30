package dev.vivarium.policy;

/** How much of a script's error its submitter is shown. The log of the host always has all of it. */
public enum ErrorDetail {
    /** Only that it failed. */
    NONE,
    /** The exception's class and message. */
    MESSAGE,
    /** Class, message and the traceback with the script's own lines. */
    TRACEBACK
}
