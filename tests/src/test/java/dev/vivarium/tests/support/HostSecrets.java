package dev.vivarium.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What no text that a script's author may see can contain. */
public final class HostSecrets {

    private static final Pattern JAVA_NAME =
            Pattern.compile("\\b(javax?|jdk|sun)\\.[a-z]|com\\.oracle|org\\.graalvm|dev\\.vivarium");

    private HostSecrets() {}

    /** Fails if {@code text} names a class of Java's, a folder of the host's or one of {@code processes}. */
    public static void assertNoneIn(String text, List<ProcessHandle> processes) {
        assertThat(text).doesNotContainPattern(JAVA_NAME);
        Stream.of("user.home", "user.dir", "java.home", "java.io.tmpdir")
                .map(System::getProperty)
                // Python names /tmp by itself, wherever it runs.
                .filter(folder -> folder.length() > 1 && !folder.equals("/tmp"))
                .forEach(folder -> assertThat(text).doesNotContain(folder));
        Stream.concat(processes.stream(), Stream.of(ProcessHandle.current()))
                .forEach(process -> assertThat(text).doesNotContainPattern("\\b" + process.pid() + "\\b"));
    }

    /** The same for all that a task shows of itself. */
    public static void assertNoneIn(ScriptTask task, List<ProcessHandle> processes) {
        assertNoneIn(task.output(), processes);
        if (task.outcome().orElseThrow() instanceof Outcome.Problem problem) {
            assertNoneIn(problem.message(), processes);
            if (problem instanceof Outcome.Failed failed) {
                assertNoneIn(failed.error().type(), processes);
                assertNoneIn(failed.error().traceback(), processes);
            }
        }
    }
}
