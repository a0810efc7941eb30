package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.awaitGone;
import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Eventually;
import dev.vivarium.testing.ManualTime;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls that are made later, in a script's own context. */
class DelaysTest {

    private static Vivarium vivarium;

    private final Ground.Player player = new Ground.Player();

    @BeforeAll
    static void open() {
        vivarium = Ground.open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private ScriptTask run(String source) {
        return vivarium.run(Ground.script(source, player));
    }

    @Test
    @Tag("E10")
    void aDelayCallsBackOnceAndTheOutcomeDoesNotWaitForIt() {
        ScriptTask task = run("""
                from evennia.utils import delay
                delay(0.2, lambda who: who.msg("Test!"), self)
                _return('at once')
                """);
        assertThat(value(task)).isEqualTo("at once");
        player.awaitHeard("Test!");
        awaitGone(task);
        assertThat(player.heard).hasSize(1);
    }

    @Test
    @Tag("E10")
    void aDelayOfTenSecondsCallsBackOnceWhenTheClockSaysSo() {
        ManualTime time = new ManualTime();
        Duration ten = Duration.ofSeconds(10);
        try (Vivarium clocked = Vivarium.builder()
                .workers(1)
                .spares(0)
                .peakWorkers(0)
                .time(time)
                .open()) {
            ScriptTask task = clocked.run(Ground.script("""
                    from evennia.utils import delay
                    def callback(caller):
                        caller.msg('called back')
                    delay(10, callback, self)
                    delay(10, lambda who: who.msg('Test!'), self)
                    """, player));
            assertThat(value(task)).isNull();

            time.advance(ten.minusMillis(1));
            assertThat(value(clocked.run(Script.of("_return('meanwhile')")))).isEqualTo("meanwhile");
            assertThat(player.heard).isEmpty();

            time.advance(Duration.ofMillis(1));
            player.awaitHeard("called back", "Test!");
            awaitGone(task);
            time.advance(ten);
            assertThat(clocked.delays()).isEmpty();
            assertThat(player.heard).hasSize(2);
        }
    }

    @Test
    @Tag("E10")
    void aHandleCancelsPausesCallsAndRemoves() {
        ScriptTask task = run("""
                from vivarium import delay
                def states(d):
                    return [d.exists(), d.active(), d.called, d.paused]
                told = []
                d = delay(1000, told.append, 'a')
                _return(states(d))
                _return([d.call(), told[:], states(d)])
                _return([d.cancel(), d.cancel(), states(d)])
                _return([d.do_task(), told[:], states(d)])
                _return([d.remove(), d.call(), d.do_task(), d.cancel()])
                e = delay(1000, told.append, 'b')
                _return([e.pause(), e.paused, e.unpause(), e.paused, e.active()])
                _return([e.remove(), e.remove(), states(e)])
                _return(e.get_id() > d.get_id())
                """);
        assertThat(value(task))
                .isEqualTo(List.of(
                        List.of(true, true, false, false),
                        Arrays.asList(null, List.of("a"), List.of(true, true, false, false)),
                        List.of(true, false, List.of(true, false, false, false)),
                        Arrays.asList(null, List.of("a", "a"), List.of(false, false, true, false)),
                        List.of(false, false, false, false),
                        List.of(true, true, true, false, true),
                        List.of(true, false, List.of(false, false, false, false)),
                        true));
        awaitGone(task);
    }

    @Test
    void whatADelayPrintsIsAddedToTheOutput() {
        ScriptTask task = run("""
                from vivarium import delay
                print('first')
                delay(0.1, print, 'second')
                """);
        Waiting.outcome(task);
        awaitGone(task);
        assertThat(task.output()).isEqualTo("first\nsecond\n");
    }

    @Test
    void anErrorInADelayHarmsNobodyElse() {
        ScriptTask task = run("""
                from vivarium import delay
                delay(0, lambda: 1 / 0)
                delay(0.1, self.msg, 'still here')
                """);
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        player.awaitHeard("still here");
    }

    @Test
    void delaysOfAScriptThatFailsAreCalledAllTheSame() {
        ScriptTask task = run("""
                from vivarium import delay
                delay(0.1, self.msg, 'later')
                raise ValueError('now')
                """);
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Failed.class);
        player.awaitHeard("later");
    }

    @Test
    void aTaskThatIsKilledTakesItsDelaysWithIt() {
        ScriptTask task = run("""
                from vivarium import delay
                delay(1000, self.msg, 'never')
                """);
        Waiting.outcome(task);
        assertThat(task.isResident()).isTrue();
        assertThat(vivarium.delays()).extracting(Delay::name).contains("self.msg");
        assertThat(task.kill()).isTrue();
        awaitGone(task);
        Eventually.await().atMost(Ground.PATIENCE).until(() -> vivarium.delays().isEmpty());
        assertThat(task.kill()).isFalse();
    }

    @Test
    void aDelayThatRunsTooLongIsStoppedAndTakesItsContextWithIt() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.TIMEOUT, Duration.ofSeconds(1))
                .build();
        ScriptTask task = vivarium.run(Script.of("""
                from vivarium import delay
                def loop():
                    while True: pass
                delay(0, loop)
                delay(2, self.msg, 'never')
                """).granting("self", player).under(brief));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        awaitGone(task);
        Eventually.await().atMost(Ground.PATIENCE).until(() -> vivarium.delays().isEmpty());
        assertThat(player.heard).isEmpty();
        assertThat(value(run("_return('whole')"))).isEqualTo("whole");
    }

    @Test
    void aDelayThatUsesTooMuchProcessorTimeIsStoppedToo() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.CPU, Duration.ofMillis(500))
                .build();
        ScriptTask task = vivarium.run(Script.of("""
                from vivarium import delay
                def loop():
                    while True: pass
                delay(0, loop)
                """).under(brief));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        awaitGone(task);
        assertThat(value(run("_return('whole')"))).isEqualTo("whole");
    }

    @Test
    void aScriptStaysNoLongerThanItsLifetime() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.LIFETIME, Duration.ofSeconds(1))
                .build();
        ScriptTask task = vivarium.run(Script.of("""
                from vivarium import delay
                delay(1000, print)
                """).under(brief));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        awaitGone(task);
        Eventually.await().atMost(Ground.PATIENCE).until(() -> vivarium.delays().isEmpty());
    }

    @Test
    void theHostHasDelaysToo() {
        CompletableFuture<String> called = new CompletableFuture<>();
        Delay delay = vivarium.delay(Duration.ofMillis(50), Runnable::run, () -> called.complete("called"));
        assertThat(called.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("called");
        assertThat(delay.isCalled()).isTrue();
        assertThat(delay.exists()).isFalse();
    }
}
