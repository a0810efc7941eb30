package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EndsTest {

    private static final Usage USAGE = new Usage(Duration.ofMillis(1), Duration.ofMillis(2));

    @Test
    void textsOfAnErrorThatAreTooLongAreCut() {
        End.Raised raised = new End.Raised("T".repeat(301), "m".repeat(4_001), "b".repeat(64_001));
        assertThat(Ends.outcome(raised, USAGE)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo("T".repeat(300) + " …");
            assertThat(failed.error().message()).isEqualTo("m".repeat(4_000) + " …");
            assertThat(failed.error().traceback()).isEqualTo("b".repeat(64_000) + " …");
        });
    }

    @Test
    void textsOfTheLongestLengthAreLeftAlone() {
        End.Raised raised = new End.Raised("T".repeat(300), "m".repeat(4_000), "b".repeat(64_000));
        assertThat(Ends.outcome(raised, USAGE)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).hasSize(300);
            assertThat(failed.error().message()).hasSize(4_000);
            assertThat(failed.error().traceback()).hasSize(64_000);
        });
    }

    @Test
    void textsOfALimitThatAreTooLongAreCut() {
        End.OverLimit over = new End.OverLimit("l".repeat(1_000), "a".repeat(1_000), "u".repeat(1_000));
        assertThat(Ends.outcome(over, USAGE)).isInstanceOfSatisfying(Outcome.LimitExceeded.class, exceeded -> {
            assertThat(exceeded.limit()).hasSize(302);
            assertThat(exceeded.allowed()).hasSize(302);
            assertThat(exceeded.used()).hasSize(302);
        });
    }

    @Test
    void whatTheRuntimeBrokeOfIsNotTold() {
        Outcome outcome = Ends.outcome(new End.Broken("java.lang.NullPointerException"), USAGE);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.toString()).doesNotContain("java").contains("SystemError");
    }

    @Test
    void returnedValuesAreKeptCallByCall() {
        assertThat(Ends.outcome(new End.Returned(Arrays.asList(1L, null)), USAGE))
                .isEqualTo(new Outcome.Returned(Arrays.asList(1L, null), USAGE));
    }

    @Test
    void aWorkerThatCancelsByItselfKilledTheTask() {
        assertThat(Ends.outcome(new End.Cancelled(), USAGE))
                .isEqualTo(new Outcome.Killed("its worker cancelled it", USAGE));
    }

    @Test
    void aStoppedTaskEndsAsWhatItWasStoppedFor() {
        Script script = Script.of("x").within(Duration.ofSeconds(3));
        HostTask task = new HostTask(new TaskId(1), script, _ -> {}, (_, _) -> {});
        assertThat(Ends.stopped(TaskState.Why.TIMEOUT, task, "why", USAGE))
                .isEqualTo(new Outcome.TimedOut(Duration.ofSeconds(3), USAGE));
        assertThat(Ends.stopped(TaskState.Why.KILL, task, "why", USAGE)).isEqualTo(new Outcome.Killed("why", USAGE));
    }
}
