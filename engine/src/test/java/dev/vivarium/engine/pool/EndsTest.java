package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptError;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.ErrorDetail;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Logged;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndsTest {

    private static final End.Raised RAISED =
            new End.Raised("KeyError", "no\nroom", "Traceback\n\rKeyError: no\nroom\n");
    private static final Usage USAGE = new Usage(Duration.ofMillis(1), Duration.ofMillis(2));

    @Test
    void textsOfAnErrorThatAreTooLongAreCut() {
        End.Raised raised = new End.Raised("T".repeat(301), "m".repeat(4_001), "b".repeat(64_001));
        assertThat(outcome(raised)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo("T".repeat(300) + " …");
            assertThat(failed.error().message()).isEqualTo("m".repeat(4_000) + " …");
            assertThat(failed.error().traceback()).isEqualTo("b".repeat(64_000) + " …");
        });
    }

    @Test
    void textsOfTheLongestLengthAreLeftAlone() {
        End.Raised raised = new End.Raised("T".repeat(300), "m".repeat(4_000), "b".repeat(64_000));
        assertThat(outcome(raised)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).hasSize(300);
            assertThat(failed.error().message()).hasSize(4_000);
            assertThat(failed.error().traceback()).hasSize(64_000);
        });
    }

    @Test
    void textsOfALimitThatAreTooLongAreCut() {
        End.OverLimit over = new End.OverLimit("l".repeat(1_000), "a".repeat(1_000), "u".repeat(1_000));
        assertThat(outcome(over)).isInstanceOfSatisfying(Outcome.LimitExceeded.class, exceeded -> {
            assertThat(exceeded.limit()).hasSize(302);
            assertThat(exceeded.allowed()).hasSize(302);
            assertThat(exceeded.used()).hasSize(302);
        });
    }

    @Test
    void whatTheRuntimeBrokeOfIsNotTold() {
        Outcome outcome = outcome(new End.Broken("java.lang.NullPointerException"));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.toString()).doesNotContain("java").contains("SystemError");
    }

    @Test
    void returnedValuesAreKeptCallByCall() {
        assertThat(outcome(new End.Returned(Arrays.asList(1L, null))))
                .isEqualTo(new Outcome.Returned(Arrays.asList(1L, null), USAGE));
    }

    @Test
    void aWorkerThatCancelsByItselfKilledTheTask() {
        assertThat(outcome(new End.Cancelled())).isEqualTo(new Outcome.Killed("its worker cancelled it", USAGE));
    }

    @Test
    void aStoppedTaskEndsAsWhatItWasStoppedFor() {
        Script script = Script.of("x").within(Duration.ofSeconds(3));
        Assignment task = assignment(script);
        assertThat(Ends.stopped(TaskState.Why.TIMEOUT, task, USAGE))
                .isEqualTo(new Outcome.TimedOut(Duration.ofSeconds(3), USAGE));
        assertThat(Ends.stopped(TaskState.Why.KILL, task, USAGE))
                .isEqualTo(new Outcome.Killed("its handle was asked to", USAGE));
    }

    @Test
    void aTaskOverALimitOfTheHostsSideEndsWithThatLimitAndWhatItUsed() {
        Assignment task = assignment(Script.of("x"));
        task.exceeded = new Outcome.LimitExceeded("calls", "10", "more", Usage.NONE);
        assertThat(Ends.stopped(TaskState.Why.LIMIT, task, USAGE))
                .isEqualTo(new Outcome.LimitExceeded("calls", "10", "more", USAGE));
    }

    @Test
    void aPolicyThatShowsNothingSaysOnlyThatTheScriptFailed() {
        assertThat(shown(ErrorDetail.NONE, RAISED)).isEqualTo(new ScriptError("ScriptError", "the script failed", ""));
        assertThat(shown(ErrorDetail.NONE, new End.Broken("java.lang.Error")))
                .isEqualTo(new ScriptError("ScriptError", "the script failed", ""));
    }

    @Test
    void aPolicyThatShowsMessagesKeepsTheTracebackBack() {
        assertThat(shown(ErrorDetail.MESSAGE, RAISED)).isEqualTo(new ScriptError("KeyError", "no\nroom", ""));
    }

    @Test
    void aPolicyThatShowsTracebacksShowsAll() {
        assertThat(shown(ErrorDetail.TRACEBACK, RAISED))
                .isEqualTo(new ScriptError("KeyError", "no\nroom", "Traceback\n\rKeyError: no\nroom\n"));
    }

    @Test
    void theLogHasAllOfAnErrorWhateverThePolicyShowsAndNoLineThatTheScriptCouldForge() {
        try (Logged log = Logged.inDetailBy(ErrorsShown.class)) {
            shown(ErrorDetail.NONE, RAISED);
            assertThat(log.texts(Level.DEBUG))
                    .containsExactly("task 1 failed: KeyError: no room\n    | Traceback\n    | \n    | KeyError: no"
                            + "\n    | room");
        }
    }

    private static ScriptError shown(ErrorDetail detail, End end) {
        Policy policy = Presets.PLAYER.toBuilder().errorDetail(detail).build();
        Outcome outcome = Ends.outcome(end, assignment(Script.of("x").under(policy)).task, USAGE);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error();
    }

    private static Outcome outcome(End end) {
        return Ends.outcome(end, assignment(Script.of("x")).task, USAGE);
    }

    private static Assignment assignment(Script script) {
        TaskCapabilities none = new TaskCapabilities(1, Map.of(), Runnable::run);
        return new Assignment(new HostTask(new TaskId(1), script, none, new ManualTime(), _ -> {}, (_, _) -> {}));
    }
}
