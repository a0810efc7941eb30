package dev.vivarium.console;

import dev.vivarium.Outcome;

/** How {@code vivarium} ends: documented for users in {@code vivarium run --help}. */
final class ExitStatus {

    static final int RETURNED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int REJECTED = 3;

    /** As an internal error: the fault is Vivarium's or the machine's, not the script's. */
    static final int LOST = 70;

    /** EX_IOERR: what was to be said could not be written. */
    static final int UNWRITABLE = 74;

    /** As {@code timeout} of coreutils. */
    static final int TIMED_OUT = 124;

    static final int LIMIT_EXCEEDED = 125;

    /** As after SIGINT. */
    static final int KILLED = 130;

    /** As after SIGPIPE. */
    static final int BROKEN_PIPE = 141;

    private ExitStatus() {}

    /** The status for a task that ended like this. */
    static int of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned _ -> RETURNED;
            case Outcome.Failed _ -> FAILED;
            case Outcome.Rejected _ -> REJECTED;
            case Outcome.TimedOut _ -> TIMED_OUT;
            case Outcome.LimitExceeded _ -> LIMIT_EXCEEDED;
            case Outcome.Killed _ -> KILLED;
            case Outcome.Lost _ -> LOST;
        };
    }
}
