package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limit;
import dev.vivarium.policy.Limits;
import java.time.Duration;

/** Turns the end that a worker reports, or the death of a worker, into the outcome of a task. */
final class Ends {

    /** Texts of errors that a worker sends beyond these lengths are cut: it may be hostile. In characters. */
    private static final int LONGEST_TYPE = 300;

    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_TRACEBACK = 64_000;

    /** Why a task was killed that its handle was asked to kill. */
    static final String ASKED = "its handle was asked to";

    private Ends() {}

    /** What {@code end} means for {@code task}, which nobody has stopped. */
    static Outcome outcome(End end, HostTask task, Usage usage) {
        return switch (end) {
            case End.Returned(var values) -> new Outcome.Returned(values, usage);
            case End.Raised(String type, String message, String traceback) ->
                task.limitBehind(message)
                        .<Outcome>map(limit -> limit.withUsage(usage))
                        .orElseGet(
                                () -> new Outcome.Failed(ErrorsShown.of(task, error(type, message, traceback)), usage));
            case End.OverLimit limit -> exceeded(limit, usage);
            case End.Cancelled() -> new Outcome.Killed("its worker cancelled it", usage);
            case End.Broken(String _) -> new Outcome.Failed(ErrorsShown.of(task, broken()), usage);
        };
    }

    /** The outcome of a task that went over {@code limit} by its worker's account. */
    static Outcome.LimitExceeded exceeded(End.OverLimit limit, Usage usage) {
        return new Outcome.LimitExceeded(
                cut(limit.limit(), LONGEST_TYPE),
                cut(limit.allowed(), LONGEST_TYPE),
                cut(limit.used(), LONGEST_TYPE),
                usage);
    }

    /** What becomes of a task that was being stopped for {@code why}. */
    static Outcome stopped(TaskState.Why why, Assignment stopped, Usage usage) {
        return switch (why) {
            case TIMEOUT -> new Outcome.TimedOut(timeout(stopped.task), usage);
            case KILL -> new Outcome.Killed(ASKED, usage);
            case LIMIT -> stopped.exceeded.withUsage(usage);
        };
    }

    /** The problem of a task that ran too long. */
    static Outcome.TimedOut timedOut(Assignment late) {
        return new Outcome.TimedOut(timeout(late.task), Usage.NONE);
    }

    private static Duration timeout(HostTask task) {
        Limit<Duration> timeout = task.script().policy().limits().of(Limits.TIMEOUT);
        return timeout.most().orElse(Duration.ZERO);
    }

    private static ScriptError error(String type, String message, String traceback) {
        return new ScriptError(
                cut(type, LONGEST_TYPE), cut(message, LONGEST_MESSAGE), cut(traceback, LONGEST_TRACEBACK));
    }

    /** The reason names Java's classes, so it is for the log alone. */
    private static ScriptError broken() {
        String message = "the Python runtime failed while it ran this script";
        return new ScriptError("SystemError", message, "SystemError: " + message + "\n");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " …";
    }
}
