package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.ManualTime;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in the host's own JVM, on the in-memory link; time is the test's. */
class ThreadPlacementTest {

    private static final ManualTime TIME = new ManualTime();

    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(0).time(TIME).open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @Test
    @Tag("E7")
    void anUntrustedScriptIsRefusedInTheHostsOwnJvm() {
        Heard heard = new Heard();
        Script script = Script.of("_return(1)")
                .under(Presets.PLAYER.toBuilder().placement(Placement.THREAD).build());

        ScriptTask task = vivarium.run(script, heard::value, heard::problem);

        assertThat(Waiting.outcome(task)).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains("policy 'player'").contains("untrusted");
            assertThat(heard.problems()).containsExactly(rejected);
        });
        assertThat(heard.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_return(testvar + 5)\n_return([None, True, 2.5, 'text', b'bytes', (1, 2), {'key': {3}}])",
                "x = 1",
                "print('before')\ndef deeper():\n    return {}['missing']\ndeeper()",
                "if True print('no colon')",
                "import sys\nsys.exit(3)",
                "open('/etc/passwd')"
            })
    @Tag("E7")
    void aTrustedScriptEndsInTheHostsJvmAsItDoesInAProcess(String source) {
        Script script = Script.of(source).with("testvar", 3);

        ScriptTask inProcess = vivarium.run(script.under(Presets.ADMIN), value -> {}, problem -> {});
        ScriptTask inThread = vivarium.run(
                script.under(
                        Presets.ADMIN.toBuilder().placement(Placement.THREAD).build()),
                value -> {},
                problem -> {});

        assertThat(Waiting.outcome(inThread))
                .usingRecursiveComparison()
                .ignoringFields("usage")
                .isEqualTo(Waiting.outcome(inProcess));
        assertThat(inThread.output()).isEqualTo(inProcess.output());
    }

    @Test
    @Tag("E14")
    void aSleepOfFifteenSecondsIsOverWhenTheClockSaysSo() {
        Duration fifteen = Duration.ofSeconds(15);
        Heard heard = new Heard();

        ScriptTask task = vivarium.run(
                Script.of("from time import sleep\nsleep(15)")
                        .under(Presets.ADMIN.toBuilder()
                                .placement(Placement.THREAD)
                                .build()),
                heard::value,
                heard::problem);
        Waiting.untilState(task, TaskState.Parked.class);
        Waiting.until("the sleep has its timer", () -> TIME.hasTimerIn(fifteen));
        long realAsleep = System.nanoTime();

        TIME.advance(fifteen.minusMillis(1));
        assertThat(task.isDone()).isFalse();
        assertThat(task.outcome()).isEmpty();
        assertThatThrownBy(() -> task.await(Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("it goes on");
        assertThat(heard.calls()).isZero();

        TIME.advance(Duration.ofMillis(1));
        Outcome outcome = Waiting.outcome(task);
        assertThat(outcome.value()).isNull();
        assertThat(outcome.usage().wall()).isEqualTo(fifteen);
        assertThat(heard.values()).isEqualTo(Collections.singletonList(null));
        assertThat(heard.problems()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - realAsleep)).isLessThan(Duration.ofSeconds(10));
    }
}
