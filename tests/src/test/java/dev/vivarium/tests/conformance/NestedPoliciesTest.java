package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.ErrorDetail;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.policy.Trust;
import dev.vivarium.testing.Eventually;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that choose the policy of those that they start: never a wider one than their own. */
class NestedPoliciesTest {

    private static final Policy MIDDLE = Presets.PLAYER.toBuilder()
            .name("middle")
            .imports(Names.only("math", "json"))
            .capabilities(Names.only("self"))
            .errorDetail(ErrorDetail.MESSAGE)
            .build();

    private static final Policy LOW = MIDDLE.toBuilder()
            .name("low")
            .imports(Names.only("math"))
            .limit(Limits.TIMEOUT, Duration.ofSeconds(3))
            .build();

    /** What the host offers; most of it is wider than MIDDLE by one setting. */
    private static final Map<String, Policy> OFFERED = Stream.of(
                    Presets.ADMIN,
                    MIDDLE,
                    LOW,
                    wider("trusted").trust(Trust.TRUSTED).build(),
                    wider("thread").placement(Placement.THREAD).build(),
                    wider("cooperative").placement(Placement.COOPERATIVE).build(),
                    wider("importing").imports(Names.only("math", "socket")).build(),
                    wider("granting").capabilities(Names.only("self", "world")).build(),
                    wider("telling").errorDetail(ErrorDetail.TRACEBACK).build(),
                    wider("slower")
                            .limit(Limits.TIMEOUT, Duration.ofSeconds(11))
                            .build(),
                    wider("endless")
                            .limit(Limits.CALLS, dev.vivarium.policy.Limit.unlimited())
                            .build())
            .collect(Collectors.toMap(Policy::name, Function.identity()));

    private static Vivarium vivarium;

    private final Ground.Player player = new Ground.Player();

    private static Policy.Builder wider(String name) {
        return MIDDLE.toBuilder().name(name);
    }

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder()
                .workers(1)
                .spares(0)
                .peakWorkers(0)
                .policies(NestedPoliciesTest::find)
                .open();
        Waiting.untilReady(vivarium);
    }

    private static Optional<Policy> find(String name) {
        if (name.equals("broken")) {
            throw new IllegalStateException("the host's own error");
        }
        if (name.equals("alias")) {
            return Optional.of(LOW);
        }
        return Optional.ofNullable(OFFERED.get(name));
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private ScriptTask run(Policy policy, String source) {
        return vivarium.run(Script.of("from vivarium import run_async\n" + source)
                .granting("self", player)
                .ownedBy("ann")
                .under(policy));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            admin|PermissionError: policy 'admin' is wider than this script's, 'middle': its scripts would be trusted (setting trust)
            trusted|PermissionError: policy 'trusted' is wider than this script's, 'middle': its scripts would be trusted (setting trust)
            thread|PermissionError: policy 'thread' is wider than this script's, 'middle': its scripts would run in the host's own process (setting placement)
            cooperative|PermissionError: policy 'cooperative' is wider than this script's, 'middle': its scripts would run in the host's own process (setting placement)
            importing|PermissionError: policy 'importing' is wider than this script's, 'middle': it allows more imports (setting imports)
            granting|PermissionError: policy 'granting' is wider than this script's, 'middle': it allows more capabilities (setting capabilities)
            telling|PermissionError: policy 'telling' is wider than this script's, 'middle': it tells more of errors (setting errors)
            slower|PermissionError: policy 'slower' is wider than this script's, 'middle': limit timeout may be at most 10s, not 11s
            endless|PermissionError: policy 'endless' is wider than this script's, 'middle': limit calls may be at most 10000, not unlimited
            player|ValueError: there is no policy 'player'
            nobody|ValueError: there is no policy 'nobody'
            alias|ValueError: there is no policy 'alias'
            broken|RuntimeError: the host could not look for that policy
            |ValueError: there is no policy ''
            """)
    void noPolicyThatIsWiderOrNotOffered(String name, String message) {
        ScriptTask task = run(MIDDLE, """
                try:
                    run_async('_return(1)', policy='%s')
                    _return('ran')
                except Exception as error:
                    _return(f'{type(error).__name__}: {error}')
                """.formatted(name == null ? "" : name));
        List<ScriptTask> nested = nestedOf(task);

        assertThat(value(task)).isEqualTo(message);
        assertThat(nested).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            run_async('x', policy=5)|TypeError: the policy is a name, a str, not int
            run_async('x', policy=['low'])|TypeError: the policy is a name, a str, not list
            run_async(print, policy='low')|TypeError: a function runs under its script's own policy; another policy is for source text
            """)
    void whatIsNoNameOfAPolicyIsAnErrorAtTheCall(String line, String message) {
        assertThat(Waiting.outcome(run(Presets.BUILDER, line)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().summary()).isEqualTo(message));
    }

    /** Down is a way of no return: who runs under low gets back to nothing that is above it. */
    @Test
    void aChainOfNestedRunsNeverGetsWiderAgain() {
        run(Presets.BUILDER, """
                climb = '''
                from vivarium import run_async
                for name in ('low', 'middle', 'builder', 'admin'):
                    try:
                        run_async('_return(1)', policy=name)
                        self.msg('went to ' + name)
                    except (PermissionError, ValueError) as error:
                        self.msg(str(error))
                '''
                down = '''
                from vivarium import run_async
                run_async(climb, policy='low', self=self)
                '''
                run_async(down, policy='middle', self=self, climb=climb)
                """);
        player.awaitHeard(
                "went to low",
                "policy 'middle' is wider than this script's, 'low': it allows more imports (setting imports)",
                "there is no policy 'builder'",
                "policy 'admin' is wider than this script's, 'low': its scripts would be trusted (setting trust)");
    }

    /** A host's policy of the same name is no way out of the one that a script runs under. */
    @Test
    void itsOwnNameIsItsOwnPolicyWhateverTheHostOffersByIt() {
        Policy tight = MIDDLE.toBuilder().imports(Names.only()).build();
        ScriptTask task =
                run(tight, "run_async('import math', policy='middle', at_err=lambda error: self.msg(str(error)))");
        List<ScriptTask> nested = nestedOf(task);

        player.awaitHeard("policy 'middle' does not allow scripts to import 'math'");
        Waiting.until("the nested run is known", () -> nested.size() == 1);
        assertThat(nested.getFirst().script().policy()).isEqualTo(tight);
    }

    @Test
    void underANarrowerPolicyANestedRunHasThatPolicysRulesAndItsParentsOwner() {
        ScriptTask task = run(MIDDLE, """
                run_async('import math; _return(math.floor(2.5))', policy='low', at_return=self.msg)
                run_async('import json', policy='low', at_err=lambda error: self.msg(str(error)))
                """);
        List<ScriptTask> nested = nestedOf(task);

        Eventually.await().atMost(Ground.PATIENCE).until(() -> player.heard.size() == 2);
        assertThat(player.heard).containsExactlyInAnyOrder(2L, "policy 'low' does not allow scripts to import 'json'");
        Waiting.until("the nested runs are known", () -> nested.size() == 2);
        assertThat(nested).allSatisfy(child -> {
            assertThat(child.script().policy()).isEqualTo(LOW);
            assertThat(child.script().owner()).isEqualTo("ann");
            assertThat(child.parent()).contains(task.id());
        });
    }

    @Test
    void whatTheNarrowerPolicyDoesNotAllowToBeGrantedIsRefused() {
        run(
                Presets.BUILDER.toBuilder().name("wide").build(),
                "run_async('pass', policy='low', world=self, at_err=lambda error: self.msg(str(error)))");
        player.awaitHeard("rejected: policy 'low' does not allow the capability 'world' (setting capabilities)");
    }

    private static List<ScriptTask> nestedOf(ScriptTask task) {
        List<ScriptTask> nested = Collections.synchronizedList(new ArrayList<>());
        task.onNested(nested::add);
        return nested;
    }
}
