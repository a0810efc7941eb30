package dev.vivarium.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts that go beyond a limit, and scripts that are killed. */
class StoppedScriptsTest {

    /** The nice value of such a script's thread: a tenth of a processor that another wants. No other thread has it. */
    private static final int HELD_BACK = 10;

    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(1).open();
        Waiting.until("all workers are up", () -> vivarium.stats().workersReady() == 2);
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @AfterEach
    void theNextScriptReturns() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('next')"))).value())
                .isEqualTo("next");
    }

    @Test
    void aMemoryBombHitsTheLimitOnMemory() {
        Heard heard = new Heard();
        Script bomb = Script.of("l = []\nwhile True: l.append([1] * 1000)").under(Presets.ADMIN);

        ScriptTask task = vivarium.run(bomb, heard::value, heard::problem);

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("memory"));
        assertThat(heard.calls()).isEqualTo(1);
    }

    @Test
    void endlessOutputHitsTheLimitOnOutputAndWhatWasPrintedIsKept() {
        ScriptTask task = vivarium.run(Script.of("while True: print('spam' * 100)"), value -> {}, problem -> {});

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("output"));
        assertThat(task.output()).startsWith("spamspam").hasSize(256 * 1024);
    }

    @Test
    void aScriptThatRunsCanBeKilled() {
        ScriptTask task = vivarium.run(Script.of("while True: pass").under(Presets.ADMIN), value -> {}, problem -> {});
        Waiting.untilState(task, TaskState.Running.class);
        assertKills(task);
    }

    @Test
    void aScriptThatSleepsCanBeKilled() {
        ScriptTask task = vivarium.run(
                Script.of("import time\ntime.sleep(500)").under(Presets.ADMIN), value -> {}, problem -> {});
        Waiting.untilState(task, TaskState.Parked.class);
        assertKills(task);
    }

    @Test
    void aScriptThatWaitsForAWorkerCanBeKilledAndNeverStarts() {
        ScriptTask before =
                vivarium.run(Script.of("while True: pass").under(Presets.ADMIN), value -> {}, problem -> {});
        Waiting.untilState(before, TaskState.Running.class);
        ScriptTask task = vivarium.run(Script.of("print('started')"), value -> {}, problem -> {});

        assertKills(task);

        assertThat(before.isDone()).isFalse();
        assertThat(task.output()).isEmpty();
        assertThat(Waiting.outcome(task).usage().wall()).isZero();
        assertKills(before);
    }

    /** Its worker lives on for a fifth of a second: on a busy machine who looks may be too late, but not each time. */
    @Test
    void aScriptThatDoesNotStopGoesAfterOthers() {
        boolean seen = false;
        for (int time = 0; time < 5 && !seen; time++) {
            Waiting.until("all workers are up", () -> vivarium.stats().workersReady() == 2);
            long lost = vivarium.stats().workersLost();
            ScriptTask task =
                    vivarium.run(Script.of("10 ** 10 ** 8").within(Duration.ofMillis(300)), value -> {}, problem -> {});
            assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.TimedOut.class);
            while (!seen && vivarium.stats().workersLost() == lost) {
                seen = WorkerProcesses.niceValues().contains(HELD_BACK);
            }
        }
        assertThat(seen).isTrue();
    }

    private static void assertKills(ScriptTask task) {
        assertThat(task.kill()).isTrue();
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);
        assertThat(task.kill()).as("it had ended already").isFalse();
    }
}
