package dev.vivarium;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a task ended. Every accepted task gets exactly one, and it never changes. */
public sealed interface Outcome {

    /** What the task used until it ended. */
    Usage usage();

    /** The outcome's name, in capitals with underscores: {@code RETURNED}, {@code TIMED_OUT} … */
    String name();

    /**
     * What the script gave to {@code _return}; see {@link Returned#value()}.
     *
     * @throws ScriptException if the script did not return
     */
    default @Nullable Object value() {
        return switch (this) {
            case Returned returned -> returned.value();
            case Problem problem -> throw new ScriptException(problem);
        };
    }

    /**
     * The script ran to its end.
     *
     * @param calls the argument of each call of {@code _return}, in order; immutable, may hold nulls
     * @param usage what it used
     */
    record Returned(List<@Nullable Object> calls, Usage usage) implements Outcome {

        /** Keeps its own copy. */
        public Returned {
            calls = Collections.unmodifiableList(new ArrayList<>(calls));
        }

        /**
         * One value for all calls, as Evennia's process pool gave it (RA-16): null without a call, the value of a
         * single call, the list of values of several. {@link #calls()} tells a returned list from several calls.
         */
        @Override
        public @Nullable Object value() {
            return switch (calls.size()) {
                case 0 -> null;
                case 1 -> calls.getFirst();
                default -> calls;
            };
        }

        @Override
        public String name() {
            return "RETURNED";
        }
    }

    /** Any end but a return: what an error callback gets. */
    sealed interface Problem extends Outcome {

        /** One line for people: what happened. */
        String message();
    }

    /** The script raised {@code error}. Values given to {@code _return} before that are dropped (RA-17). */
    record Failed(ScriptError error, Usage usage) implements Problem {
        @Override
        public String name() {
            return "FAILED";
        }

        @Override
        public String message() {
            return error.summary();
        }
    }

    /** The script ran longer than {@code allowed} of wall time and was stopped. */
    record TimedOut(Duration allowed, Usage usage) implements Problem {
        @Override
        public String name() {
            return "TIMED_OUT";
        }

        @Override
        public String message() {
            return "stopped after its timeout of " + Text.seconds(allowed);
        }
    }

    /**
     * The script used up something other than wall time and was stopped.
     *
     * @param limit name of the limit, for example {@code output}
     * @param allowed what the policy allows, with its unit
     * @param used what the script used or asked for, with its unit
     * @param usage what it used in time
     */
    record LimitExceeded(String limit, String allowed, String used, Usage usage) implements Problem {

        /** A copy with another usage. */
        public LimitExceeded withUsage(Usage changed) {
            return new LimitExceeded(limit, allowed, used, changed);
        }

        @Override
        public String name() {
            return "LIMIT_EXCEEDED";
        }

        @Override
        public String message() {
            return "stopped by the limit on " + limit + ": allowed " + allowed + ", used " + used;
        }
    }

    /** Somebody killed the task, for {@code reason}. */
    record Killed(String reason, Usage usage) implements Problem {
        @Override
        public String name() {
            return "KILLED";
        }

        @Override
        public String message() {
            return "killed: " + reason;
        }
    }

    /** The task was never started: {@code reason} says which rule forbade it. */
    record Rejected(String reason) implements Problem {
        @Override
        public Usage usage() {
            return Usage.NONE;
        }

        @Override
        public String name() {
            return "REJECTED";
        }

        @Override
        public String message() {
            return "rejected: " + reason;
        }
    }

    /** The worker went while it held the task, through no fault that could be pinned on the script. */
    record Lost(String reason, Usage usage) implements Problem {
        @Override
        public String name() {
            return "LOST";
        }

        @Override
        public String message() {
            return "lost: " + reason;
        }
    }
}
