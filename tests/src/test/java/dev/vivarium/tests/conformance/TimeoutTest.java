package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Evennia's proc_timeout and RPyC's set_expiry promise, on one worker process and one spare. */
class TimeoutTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    /** A second to run, a moment to stop, and what a busy machine adds. */
    private static final Duration SOON_AFTER = Duration.ofSeconds(20);

    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(1).open();
        untilWhole();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private static void untilWhole() {
        Waiting.until("the worker and its spare are up", () -> vivarium.stats().workersReady() == 2);
    }

    private static void assertTimesOut(String source) {
        Heard heard = new Heard();
        ScriptTask task = vivarium.run(Script.of(source).within(ONE_SECOND), heard::value, heard::problem);

        Outcome outcome = Waiting.outcome(task);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.TimedOut.class, timedOut -> {
            assertThat(timedOut.allowed()).isEqualTo(ONE_SECOND);
            assertThat(timedOut.usage().wall()).isBetween(ONE_SECOND, SOON_AFTER);
        });
        assertThat(heard.problems()).containsExactly((Outcome.Problem) outcome);
        assertThat(heard.values()).isEmpty();
    }

    private static void assertNextReturns() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('next')"))).value())
                .isEqualTo("next");
    }

    @Test
    @Tag("E6")
    void anEndlessLoopTimesOutAndThePoolIsWholeAgain() {
        assertTimesOut("while True: pass");

        assertNextReturns();
        untilWhole();
    }

    @Test
    @Tag("E6")
    void aScriptThatNothingInterruptsCostsItsWorkerWhichTheWarmSpareReplaces() {
        untilWhole();
        Stats before = vivarium.stats();

        assertTimesOut("x = 10 ** 10 ** 8");

        assertNextReturns();
        // The outcome does not wait for the kill.
        Waiting.until("the worker is lost", () -> vivarium.stats().workersLost() == before.workersLost() + 1);
        untilWhole();
        assertThat(vivarium.stats().workersStarted())
                .as("one was killed, one started")
                .isEqualTo(before.workersStarted() + 1);
    }

    @Test
    @Tag("E16")
    void aResultThatComesAroundItsExpiryGivesExactlyOneOutcome() {
        Random random = new Random(16);
        Duration expiry = Duration.ofMillis(400);
        int rounds = 10;
        int together = 6;
        for (int round = 0; round < rounds; round++) {
            List<Heard> heard = new ArrayList<>();
            List<ScriptTask> tasks = new ArrayList<>();
            for (long number = 0; number < together; number++) {
                Heard ears = new Heard();
                Script script = Script.of("from time import sleep\nsleep(pause)\n_return(number)")
                        .with("pause", random.nextDouble(0.3, 0.42))
                        .with("number", number)
                        .within(expiry);
                heard.add(ears);
                tasks.add(vivarium.run(script, ears::value, ears::problem));
            }
            for (int number = 0; number < together; number++) {
                assertOneOutcome(tasks.get(number), heard.get(number), number);
            }
        }
        Stats after = vivarium.stats();
        assertThat(after.finished()).isEqualTo(after.submitted());
    }

    private static void assertOneOutcome(ScriptTask task, Heard heard, long number) {
        Outcome outcome = Waiting.outcome(task);
        assertThat(heard.calls()).isEqualTo(1);
        switch (outcome) {
            case Outcome.Returned _ -> assertThat(heard.values()).containsExactly(number);
            case Outcome.TimedOut timedOut -> assertThat(heard.problems()).containsExactly(timedOut);
            // A neighbour of the same worker that did not stop in its moment of grace costs both.
            case Outcome.Lost lost -> assertThat(lost.reason()).contains("did not stop within");
            default -> throw new AssertionError("neither in time nor too late: " + outcome);
        }
        assertThat(task.outcome()).as("it never changes").contains(outcome);
    }
}
