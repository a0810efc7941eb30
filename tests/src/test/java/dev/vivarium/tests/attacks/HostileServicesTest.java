package dev.vivarium.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptFunction;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Eventually;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that take asynchronous.py apart and ask their host for what it would never ask. */
class HostileServicesTest {

    /** Gives a script the functions behind those that it may use. */
    private static final String TAKE_APART = """
            import vivarium
            def inside(function):
                return dict(zip(function.__code__.co_freevars, [cell.cell_contents for cell in function.__closure__]))
            host = inside(vivarium.emit)['host']
            use = inside(host)['use']
            invoke = inside(use)['invoke']
            tell = inside(use)['tell']
            hold = inside(inside(inside(vivarium.interactive)['converse'])['move'])['hold']
            def tried(function, *arguments):
                try:
                    return ['gave', function(*arguments)]
                except BaseException as error:
                    return [type(error).__name__, str(error)]
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Vivarium vivarium;

    /** Calls what it is given, on a thread that waits for it. */
    public static final class Applier {

        @HostAccess.Export
        public @Nullable Object apply(ScriptFunction function) {
            return function.call().toCompletableFuture().join();
        }
    }

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(1).peakWorkers(0).open();
        Waiting.untilReady(vivarium);
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @AfterEach
    void theNextScriptReturnsAndNothingIsLeft() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('next')"))).value())
                .isEqualTo("next");
        Eventually.await().atMost(PATIENCE).until(() -> vivarium.delays().isEmpty());
        Eventually.await().atMost(PATIENCE).until(() -> vivarium.tasks().open().isEmpty());
    }

    private static Outcome run(String source) {
        ScriptTask task = vivarium.run(
                Script.of(TAKE_APART + source).under(Presets.BUILDER).granting("applier", new Applier()));
        Outcome outcome = Waiting.outcome(task);
        task.kill();
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host('getClass')",
                "host('toString')",
                "host('hashCode')",
                "host('wait')",
                "host('notify')",
                "host('')",
                "host('task')",
                "use(0, 'task', None)",
                "use(0, 'account', None)",
                "use(0, 'class', None)",
                "use(99, 'apply', ([], {}))",
                "use(-1, 'apply', ([], {}))",
                "use(2**62, 'apply', ([], {}))",
                "use(1, 'getClass', ([], {}))",
                "host('delay')",
                "host('delay', 1.0, 5, 'name')",
                "host('delay', 1.0, None, 'name')",
                "host('delay', None, print, 'name')",
                "host('delay', 1.0, [print], 'name')",
                "host('delay', float('nan'), print, 'name')",
                "host('delay', float('-inf'), print, 'name')",
                "host('delay', 1e308, print, 'name')",
                "host('soon', -1.0, print)",
                "host('run', 5, None, {}, print, print)",
                "host('run', 'x', None, [], print, print)",
                "host('run', 'x', None, {'a b': 1}, print, print)",
                "host('run', 'x', None, {'_return': 1}, print, print)",
                "host('run', 'x', None, {'f': print}, print, print)",
                "host('run', 'x', None, {'o': [applier]}, print, print)",
                "host('run', 'x', None, {}, None, None)",
                "host('run', 'x', 'admin', {}, print, print)",
                "host('run', 'x', 'a' * 100_000, {}, print, print)",
                "host('run', 'x', ['player'], {}, print, print)",
                "host('run', 'x', {}, print, print)",
                "host('emit', 5, 5)",
                "host('emit', None, 5)",
                "host('emit', 'x', print)",
                "host('emit', 'x', [applier])",
                "host('ask', 5)",
                "host('ask', None)",
                "host('ask', 'x' * 100_000)",
                "host('askLater', 'x', None)",
                "host('delayIs', 'x', 'exists')",
                "host('delay', 1.0, print, None)",
                "host('soon', 1.0, None)",
            })
    void whatIsNotForScriptsIsAPythonErrorWithoutAWordOfJava(String attempt) {
        Outcome outcome = run("_return(tried(lambda: " + attempt + "))");
        assertThat(outcome.value()).isInstanceOfSatisfying(List.class, told -> {
            assertThat(told.get(0))
                    .isIn("TypeError", "ValueError", "AttributeError", "NameError", "RuntimeError", "PermissionError");
            assertThat(String.valueOf(told.get(1))).doesNotContain("java", "dev.vivarium", "polyglot", "Exception");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoke('x', 5)",
                "invoke()",
                "invoke(2**80, 'x')",
                "invoke(None, None)",
                "tell(20, 2**80)",
                "tell(20, 'x')",
                "tell(19)",
                "tell(21, 1, 'x', [], [])",
                "hold('x')",
                "hold(2**40)",
                "hold()",
            })
    void theWorkersOwnFunctionsTakeAnythingAndTellNothingOfJava(String attempt) {
        Outcome outcome = run("_return(repr(tried(lambda: " + attempt + ")))");
        assertThat(String.valueOf(outcome.value())).doesNotContain("java", "dev.vivarium", "polyglot", "ClassCast");
    }

    @Test
    void nobodySeesOrStopsTheDelaysAndRunsOfOthers() {
        ScriptTask victim = vivarium.run(Script.of("""
                        from vivarium import delay, run_async
                        delay(1000, print)
                        run_async('import time; time.sleep(5)', at_return=print)
                        """).ownedBy("victim"));
        Waiting.outcome(victim);
        long delay = vivarium.delays().getFirst().id();
        Outcome outcome = run("""
                _return([host('delayIs', %1$d, 'exists'), host('delayDo', %1$d, 'remove'), host('delayDo', %1$d, 'do'),
                         any([host('killRun', number) for number in range(-3, 100)])])
                """.formatted(delay));
        assertThat(outcome.value()).isEqualTo(List.of(false, false, false, false));
        assertThat(vivarium.delays()).hasSize(1);
        victim.kill();
    }

    @Test
    void aNestedRunCanNotAskForAnotherOwnerOrTrust() {
        ScriptTask task = vivarium.run(Script.of("""
                        from vivarium import run_async
                        run_async('yield 1000', owner='root', trust='trusted', limits='admin')
                        """).ownedBy("mallory"));
        CompletableFuture<ScriptTask> nested = new CompletableFuture<>();
        task.onNested(nested::complete);
        ScriptTask child = nested.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(child.script().owner()).isEqualTo("mallory");
        assertThat(child.script().policy()).isEqualTo(Presets.PLAYER);
        child.kill();
        assertThat(Waiting.outcome(child)).isInstanceOf(Outcome.Killed.class);
    }

    /** What the host would refuse to read must not leave the worker: its end would cost everybody who is in there. */
    @ParameterizedTest
    @ValueSource(strings = {"applier", "[applier]", "print", "'\\u20ac' * 4_000_000", "object()", "[[]] * 500_000"})
    void whatAFunctionCanNotReturnCostsNobodyElse(String result) {
        ScriptTask other = vivarium.run(Script.of("import time; time.sleep(1); _return('alive')"));
        Outcome outcome = run("_return(tried(lambda: applier.apply(lambda: " + result + ")))");
        assertThat(outcome.value()).isEqualTo(List.of("RuntimeError", "the capability failed"));
        assertThat(Waiting.outcome(other).value()).isEqualTo("alive");
    }

    @Test
    void functionsThatCallEachOtherForEverEndAtTheTimeout() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.TIMEOUT, Duration.ofSeconds(2))
                .build();
        ScriptTask task = vivarium.run(Script.of("""
                def again():
                    return applier.apply(again)
                again()
                """).under(brief).granting("applier", new Applier()));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Problem.class);
        Eventually.await().atMost(PATIENCE).until(() -> !task.isResident());
    }

    @Test
    void delaysThatMakeDelaysEndWithTheLifetime() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.LIFETIME, Duration.ofSeconds(2))
                .build();
        ScriptTask task = vivarium.run(Script.of("""
                from vivarium import delay
                def bomb():
                    delay(0, bomb)
                    delay(0, bomb)
                bomb()
                """).under(brief));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('meanwhile')")))
                        .value())
                .isEqualTo("meanwhile");
        Eventually.await().atMost(PATIENCE).until(() -> !task.isResident());
    }

    @Test
    void aScriptThatClaimsToHaveDialoguesEndsWithItsLifetime() {
        Policy brief = Presets.PLAYER.toBuilder()
                .limit(Limits.LIFETIME, Duration.ofSeconds(1))
                .build();
        ScriptTask task = vivarium.run(Script.of(TAKE_APART + "hold(1)").under(brief));
        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("lifetime"));
    }

    @Test
    void anErrorThatCanNotBeShownEndsItsDialogueAllTheSame() {
        Outcome outcome = run("""
                def broken():
                    yield 0.01
                    raise type('Odd', (BaseException,), {'__str__': lambda self: 1 / 0})()
                vivarium.interactive(broken)()
                """);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().type()).endsWith("Odd"));
    }
}
