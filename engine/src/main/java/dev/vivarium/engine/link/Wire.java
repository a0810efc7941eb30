package dev.vivarium.engine.link;

import dev.vivarium.policy.Limits;

/** The numbers of the wire format. None may change its meaning without a new {@link Message#VERSION}. */
public final class Wire {

    /** The longest frame, in bytes: {@link Limits#VALUES} plus a source text, names and a traceback. */
    public static final int LARGEST_FRAME = 40 * 1024 * 1024;

    /**
     * The longest integer, in bytes, about 39,000 decimal digits. Arithmetic and printing cost more than linear time,
     * and whoever reads the result of a script should not have to think of that.
     */
    public static final int LONGEST_INTEGER = 16 * 1024;

    /** Containers in containers: message, end, and a value (its items are one level deeper, what a face names is two). */
    static final int DEEPEST_ARRAY = Limits.DEEPEST_VALUE + 6;

    /** A worker names a handful of walls; the number only keeps a hostile one from filling the heap. */
    static final int MOST_WALLS = 100;

    static final int WELCOME = 1;
    static final int RUN = 2;
    static final int CANCEL = 3;
    static final int PING = 4;
    static final int SHUTDOWN = 5;
    static final int ANSWER = 6;
    static final int INVOKE = 7;
    static final int FORGET = 8;
    static final int RECALL = 9;

    static final int HELLO = 16;
    static final int READY = 17;
    static final int STARTED = 18;
    static final int PARKED = 19;
    static final int RESUMED = 20;
    static final int OUTPUT = 21;
    static final int FINISHED = 22;
    static final int PONG = 23;
    static final int CALL = 24;
    static final int EXCEEDED = 25;
    static final int INVOKED = 26;
    static final int LEFT = 27;
    static final int RECALLED = 28;

    static final int REPLY_VALUE = 1;
    static final int REPLY_ERROR = 2;

    static final int END_RETURNED = 1;
    static final int END_RAISED = 2;
    static final int END_OVER_LIMIT = 3;
    static final int END_CANCELLED = 4;
    static final int END_BROKEN = 5;

    static final int LIST = 0;
    static final int TUPLE = 1;
    static final int DICT = 2;
    static final int SET = 3;
    static final int DATE = 4;
    static final int TIME = 5;
    static final int DATE_TIME = 6;
    static final int OFFSET_TIME = 7;
    static final int OFFSET_DATE_TIME = 8;
    static final int DURATION = 9;
    static final int FACE = 10;
    static final int KNOWN = 11;
    static final int FUNCTION = 12;

    private Wire() {}

    static boolean isFromHost(int tag) {
        return tag >= WELCOME && tag <= RECALL;
    }

    static boolean isFromWorker(int tag) {
        return tag >= HELLO && tag <= RECALLED;
    }
}
