package dev.vivarium.engine.pool;

import dev.vivarium.ScriptError;
import dev.vivarium.engine.task.HostTask;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the submitter of a script as much of its error as the policy allows, and the log all of it. */
final class ErrorsShown {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorsShown.class);

    /** What is shown where nothing may be. */
    private static final ScriptError FAILED = new ScriptError("ScriptError", "the script failed", "");

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}]");

    private ErrorsShown() {}

    /** What is left of {@code error} for the submitter of {@code task}. */
    static ScriptError of(HostTask task, ScriptError error) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("task {} failed: {}{}", task.id().number(), error.summary(), indented(error.traceback()));
        }
        return switch (task.script().policy().errorDetail()) {
            case NONE -> FAILED;
            case MESSAGE -> new ScriptError(error.type(), error.message(), "");
            case TRACEBACK -> error;
        };
    }

    /** The script chose these words: none of its lines may look like one of the log's own. */
    private static String indented(String text) {
        StringBuilder lines = new StringBuilder();
        BREAK.splitAsStream(text)
                .forEach(line ->
                        lines.append("\n    | ").append(CONTROL.matcher(line).replaceAll(" ")));
        return lines.toString();
    }
}
