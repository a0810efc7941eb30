package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.awaitGone;
import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Eventually;
import dev.vivarium.tests.support.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that start scripts, as Evennia's run_async has it. */
class NestedRunsTest {

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
    @Tag("E9")
    void theLineThatAnAdminTypesRunsAsItIsWritten() {
        ScriptTask task = run("from evennia.utils import run_async;run_async(\"_return(1+2)\",at_return=self.msg)");
        assertThat(value(task)).isNull();
        player.awaitHeard(3L);
        awaitGone(task);
    }

    @Test
    @Tag("E2")
    void aNestedRunGetsItsVariablesAndItsCallbacksTheirExtraArguments() {
        ScriptTask task = run("""
                from vivarium import run_async
                def done(value, who):
                    self.msg(f'{who}: {value}')
                def failed(error, who):
                    self.msg(f'{who}: {error.outcome} {error.type} {error}')
                run_async('_return(x + 1)', at_return=done, at_return_kwargs={'who': 'ann'}, x=41)
                run_async('raise ValueError("no")', at_err=failed, at_err_kwargs={'who': 'bob'})
                """);
        assertThat(value(task)).isNull();
        Eventually.await().atMost(Ground.PATIENCE).until(() -> player.heard.size() == 2);
        assertThat(player.heard).containsExactlyInAnyOrder("ann: 42", "bob: FAILED ValueError no");
        awaitGone(task);
    }

    @Test
    void aNestedRunMayBeHandedTheCapabilitiesOfItsParent() {
        run("from vivarium import run_async\nrun_async('who.msg(\"hello\")', who=self)");
        player.awaitHeard("hello");
    }

    @Test
    void theErrorCallbackGetsWhatTheReturnCallbackRaises() {
        run("""
                from src.utils.utils import run_async
                def broken(value):
                    raise KeyError('broken')
                run_async('_return(1)', at_return=broken, at_err=lambda error: self.msg(repr(error)))
                """);
        player.awaitHeard("KeyError('broken')");
    }

    @Test
    void aFunctionRunsInTheContextOfItsScriptWhenThatIsFree() {
        ScriptTask task = run("""
                from vivarium import run_async
                order = []
                run_async(lambda x: order.append(x) or x * 2, 21, at_return=lambda value: self.msg([value, order]))
                order.append('main')
                """);
        Waiting.outcome(task);
        player.awaitHeard(List.of(42L, List.of("main", 21L)));
    }

    @Test
    void aNestedRunIsAScriptOfItsOwnUnderThePolicyAndTheOwnerOfItsParent() {
        List<ScriptTask> nested = Collections.synchronizedList(new ArrayList<>());
        ScriptTask task = vivarium.run(Script.of("""
                        from vivarium import run_async
                        run_async('import socket', at_err=lambda error: self.msg(str(error)))
                        """).granting("self", player).ownedBy("ann"));
        task.onNested(nested::add);
        player.awaitHeard("policy 'player' does not allow scripts to import 'socket'");
        Eventually.await().atMost(Ground.PATIENCE).until(() -> nested.size() == 1);
        assertThat(nested.getFirst().script().owner()).isEqualTo("ann");
        assertThat(nested.getFirst().parent()).contains(task.id());
        assertThat(nested.getFirst().script().policy()).isEqualTo(task.script().policy());
    }

    @Test
    void scriptsThatStartScriptsHaveNoMoreOfThemThanOneThatStartsThemAll() {
        Policy few = Presets.PLAYER.toBuilder().limit(Limits.PENDING, 3).build();
        ScriptTask task = vivarium.run(Script.of("""
                from vivarium import run_async
                bomb = 'from vivarium import run_async; import time; run_async(bomb, bomb=bomb); time.sleep(3)'
                started = 0
                try:
                    while True:
                        run_async(bomb, bomb=bomb)
                        started += 1
                except RuntimeError as error:
                    _return([0 < started <= 3, str(error)])
                """).under(few));
        assertThat(value(task))
                .isEqualTo(List.of(
                        true, "too many delays, nested runs and questions at once: 3 are allowed (limit pending)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            delay('5', print)|TypeError: delay() wants a number of seconds, not str
            delay(-1, print)|ValueError: delay() wants a number of seconds from 0 on, not -1
            delay(float('nan'), print)|ValueError: delay() wants a number of seconds from 0 on, not nan
            delay(1, 'print')|TypeError: the callback of delay() must be something to call, not str
            delay(1e300, print)|ValueError: a delay is from 0 seconds to a hundred years long
            delay(1, 'pass', persistent=True)|RuntimeError: this host stores no delays: persistent=True needs its setting data or database
            run_async(5)|TypeError: run_async wants source text or something to call, not int
            run_async('x', 1)|TypeError: source text takes its variables by keyword; the callbacks are at_return and at_err
            run_async('x', at_return=5)|TypeError: at_return must be something to call, not int
            run_async('x', f=print)|TypeError: variable 'f' is a function, which can't leave its script
            emit(5)|TypeError: the name of an event is a str, not int
            emit('x', print)|TypeError: the value of an event is plain data: no capability, no function
            emit('x', self)|TypeError: the value of an event is plain data: no capability, no function
            _return(self)|TypeError: a capability or function can be given to a capability, not be returned
            """)
    void whatCanNotBeDoneIsAnErrorAtTheCall(String line, String message) {
        ScriptTask task = run("from vivarium import *\n" + line);
        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().summary()).isEqualTo(message));
        awaitGone(task);
    }
}
