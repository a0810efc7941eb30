package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.TestBounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How scripts run beside and after each other, wait, print, and are stopped. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestLifeTest {

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while True: pass",
                "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
                "def f():\n    try:\n        while True: pass\n    finally:\n        f()\nf()",
                "import itertools\nfor _ in itertools.count(): pass",
                "for _ in iter(int, 1): pass"
            })
    void aScriptThatComputesForEverIsCancelled(String source) {
        GuestRig.Guest guest = rig.start("print('in')\n" + source).awaitReport(Message.Output.class);
        guest.cancel();
        assertThat(guest.end()).isEqualTo(new End.Cancelled());
        assertThat(rig.returned("_return('the next one runs')")).containsExactly("the next one runs");
    }

    @Test
    void aSleepingScriptIsCancelledWithoutWaitingForItsAlarm() {
        GuestRig.Guest guest = rig.start("import time\ntime.sleep(1000)\nprint('woke')");
        guest.awaitReport(Message.Parked.class).cancel();
        assertThat(guest.end()).isEqualTo(new End.Cancelled());
        assertThat(guest.output()).isEmpty();
        assertThat(guest.reports).doesNotHaveAnyElementsOfTypes(Message.Resumed.class);
    }

    /** A worker that parks what is parked already is taken for a hostile one, and killed with all that it holds. */
    @RepeatedTest(10)
    void aScriptThatSleepsAgainAndAgainIsNeverParkedTwiceInARowWhenItIsCancelled() {
        GuestRig.Guest guest = rig.start("import time\nwhile True:\n    try:\n        while True: time.sleep(0.001)\n"
                + "    except BaseException: pass");
        guest.awaitReport(Message.Parked.class).cancel();
        assertThat(guest.end()).isEqualTo(new End.Cancelled());
        Class<?> before = Message.Resumed.class;
        for (FromWorker report : guest.reports) {
            if (report instanceof Message.Parked || report instanceof Message.Resumed) {
                assertThat(report.getClass()).isNotEqualTo(before);
                before = report.getClass();
            }
        }
    }

    @Test
    void aCancelBeforeTheScriptBeganKeepsItFromBeginning() {
        GuestRig.Guest busy = rig.start("print('in')\nwhile True: pass").awaitReport(Message.Output.class);
        GuestRig.Guest waiting = rig.start("print('never')");
        waiting.cancel();
        assertThat(waiting.end()).isEqualTo(new End.Cancelled());
        assertThat(waiting.reports).hasSize(1);
        busy.cancel();
        busy.end();
    }

    @Test
    void whatIsRecalledBeforeItBeganIsGivenBackAtOnceAndNeverBegins() {
        GuestRig.Guest busy = rig.start("print('in')\nwhile True: pass").awaitReport(Message.Output.class);
        GuestRig.Guest waiting = rig.start("print('never')");
        waiting.recall();
        waiting.recall();
        waiting.cancel();
        assertThat(waiting.reports).containsExactly(new Message.Recalled(waiting.task));
        busy.cancel();
        busy.end();
        assertThat(rig.returned("_return(1)")).containsExactly(1L);
        assertThat(waiting.reports).hasSize(1);
    }

    @Test
    void whatIsRecalledTooLateRunsToItsEnd() {
        GuestRig.Guest guest = rig.start("import time\ntime.sleep(1)\n_return(1)");
        guest.awaitReport(Message.Parked.class).recall();
        await().until(() -> rig.time.pending() == 1);
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(guest.returned()).containsExactly(1L);
        guest.recall();
        assertThat(guest.reports).doesNotHaveAnyElementsOfTypes(Message.Recalled.class);
    }

    @RepeatedTest(20)
    void whatIsRecalledJustWhenItBeginsEitherRunsOrIsGivenBack() {
        GuestRig.Guest guest = rig.start("_return(1)");
        guest.recall();
        await().until(() -> guest.reports.stream()
                .anyMatch(report -> report instanceof Message.Finished || report instanceof Message.Recalled));
        boolean given = guest.reports.getFirst() instanceof Message.Recalled;
        assertThat(guest.reports)
                .extracting(report -> report.getClass().getSimpleName())
                .isEqualTo(given ? List.of("Recalled") : List.of("Started", "Finished"));
    }

    @Test
    void cancellingWhatIsOverOrUnknownDoesNothing() {
        GuestRig.Guest guest = rig.start("_return(1)");
        assertThat(guest.returned()).containsExactly(1L);
        guest.cancel();
        assertThat(rig.returned("_return(2)")).containsExactly(2L);
    }

    @Test
    void whileOneSleepsAnotherComputes() {
        GuestRig.Guest sleeper = rig.start("import time\ntime.sleep(60)\n_return('slept')");
        sleeper.awaitReport(Message.Parked.class);
        assertThat(rig.returned("_return('meanwhile')")).containsExactly("meanwhile");
        await().until(() -> rig.time.pending() == 1);
        rig.time.advance(Duration.ofSeconds(59));
        assertThat(sleeper.reports).doesNotHaveAnyElementsOfTypes(Message.Resumed.class);
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(sleeper.returned()).containsExactly("slept");
        assertThat(sleeper.reports)
                .extracting(report -> report.getClass().getSimpleName())
                .containsExactly("Started", "Parked", "Resumed", "Finished");
    }

    @Test
    void whileOneComputesAnotherWaitsForItsTurn() {
        GuestRig.Guest busy = rig.start("print('in')\nwhile True: pass").awaitReport(Message.Output.class);
        GuestRig.Guest waiting = rig.start("_return(1)");
        assertThat(waiting.reports).isEmpty();
        busy.cancel();
        assertThat(waiting.returned()).containsExactly(1L);
    }

    @Test
    void whatIsPrintedComesInOrderAndBeforeTheEnd() {
        GuestRig.Guest guest = rig.start("""
                import sys
                print('one')
                sys.stderr.write('two ä😀\\n')
                print('three', end='')
                _return(1)
                """);
        assertThat(guest.returned()).containsExactly(1L);
        assertThat(guest.output()).isEqualTo("one\ntwo ä\ud83d\ude00\nthree");
        assertThat(guest.reports.getFirst()).isInstanceOf(Message.Started.class);
        assertThat(guest.reports.getLast()).isInstanceOf(Message.Finished.class);
    }

    @Test
    void printingMoreThanTheLimitEndsTheScript() {
        Bounds bounds = TestBounds.of(10, 1000, 100, 10);
        GuestRig.Guest guest =
                rig.start("while True:\n    try: print('12345')\n    except BaseException: pass", Map.of(), bounds);
        assertThat(guest.end()).isEqualTo(new End.OverLimit("output", "10B", "more"));
        assertThat(guest.output()).isEqualTo("12345\n1234");
    }

    @Test
    void printingExactlyTheLimitIsAllowed() {
        Bounds bounds = TestBounds.of(10, 1000, 100, 10);
        GuestRig.Guest guest = rig.start("print('123456789')\n_return(1)", Map.of(), bounds);
        assertThat(guest.returned()).containsExactly(1L);
        assertThat(guest.output()).isEqualTo("123456789\n");
    }

    @Test
    void noRunFindsWhatAnotherLeft() {
        rig.returned("""
                import builtins, sys, json, time
                left = 1
                builtins.left = 1
                sys.left = 1
                json.left = 1
                int_ = int
                builtins.len = None
                time.sleep = None
                sys.modules['planted'] = json
                """);
        assertThat(rig.returned("""
                import builtins, sys, json, time
                _return('left' in globals() or hasattr(builtins, 'left') or hasattr(sys, 'left'))
                _return(hasattr(json, 'left') or 'planted' in sys.modules or time.sleep is None)
                _return(len('abc'))
                """)).containsExactly(false, false, 3L);
    }

    @Test
    void aScriptFindsItsVariablesAndReturnAndNothingElseOfTheRuntimes() {
        assertThat(rig.start(
                                "_return(sorted(name for name in globals() if not name.startswith('__')))",
                                Map.of("x", 1L, "y", "two"),
                                GuestRig.AMPLE)
                        .returned())
                .isEqualTo(List.of(List.of("_return", "x", "y")));
    }

    @Test
    void aSleepOfAnyLengthIsBounded() {
        GuestRig.Guest guest =
                rig.start("import time\ntime.sleep(float('inf'))").awaitReport(Message.Parked.class);
        await().until(() -> rig.time.pending() == 1);
        guest.cancel();
        assertThat(guest.end()).isEqualTo(new End.Cancelled());
        assertThat(rig.raised("import time\ntime.sleep(float('nan'))").type()).isEqualTo("ValueError");
    }

    @Test
    void endlessRecursionIsAPythonErrorWhichTheScriptMayCatch() {
        assertThat(rig.returned("""
                        depth = 0
                        def f():
                            global depth
                            depth += 1
                            f()
                        try:
                            f()
                        except RecursionError as error:
                            _return([str(error), depth > 1000])""")).containsExactly(List.of("maximum recursion depth exceeded", true));
    }

    @Test
    void endlessRecursionThatNobodyCatchesIsTheLimitOnRecursion() {
        assertThat(rig.start("def f(): f()\nf()").overLimit())
                .isEqualTo(new End.OverLimit("recursion", "16MB", "more"));
    }

    @Test
    void aSmallerLimitOnRecursionHoldsFewerCalls() {
        String source = """
                def f(n):
                    try:
                        return f(n + 1)
                    except RecursionError:
                        return n
                _return(f(0))""";
        Bounds small = rig.withRecursion(2L * 1024 * 1024);
        long few = (Long) rig.start(source, Map.of(), small).returned().getFirst();
        long many = (Long) rig.returned(source).getFirst();
        assertThat(few).isBetween(100L, many / 2);
    }

    @Test
    void theHostIsToldOfALimitBeforeTheScriptHasStopped() {
        GuestRig.Guest guest = rig.start("while True: print('x' * 1000)");
        End.OverLimit end = guest.overLimit();
        assertThat(guest.reports).contains(new Message.Exceeded(guest.task, end));
    }
}
