package dev.vivarium.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import dev.vivarium.testing.Logged;
import org.junit.jupiter.api.Test;

/** A problem that nobody asked to hear of is logged, and no other. */
class HostTaskLogTest {

    @Test
    void aProblemThatNobodyAwaitsIsLoggedOnceWithTaskOwnerAndError() {
        try (Logged log = Logged.by(HostTask.class)) {
            HostTask task = Tasks.task(Script.of("x").named("greet.py").ownedBy("anna"));
            task.onReturn(_ -> {});
            ScriptError error = new ScriptError("ValueError", "no", "ValueError: no\n");
            task.end(new Outcome.Failed(error, Usage.NONE));
            task.end(Tasks.KILLED);
            assertThat(log.texts(Level.WARN)).containsExactly("task 7 (greet.py, owner anna) ValueError: no");
        }
    }

    @Test
    void aProblemWithAnErrorCallbackIsNotLogged() {
        try (Logged log = Logged.by(HostTask.class)) {
            HostTask task = Tasks.task();
            task.onError(_ -> {});
            task.end(Tasks.KILLED);
            assertThat(log.texts(Level.WARN)).isEmpty();
        }
    }

    @Test
    void anErrorCallbackThatComesAfterTheProblemTakesNothingBack() {
        try (Logged log = Logged.by(HostTask.class)) {
            HostTask task = Tasks.task();
            task.end(Tasks.KILLED);
            task.onError(_ -> {});
            assertThat(log.texts(Level.WARN)).containsExactly("task 7 (<script>, owner anna) killed: for the test");
        }
    }

    @Test
    void aReturnIsNotLogged() {
        try (Logged log = Logged.by(HostTask.class)) {
            Tasks.task().end(Tasks.returned("value"));
            assertThat(log.texts(Level.WARN)).isEmpty();
        }
    }
}
