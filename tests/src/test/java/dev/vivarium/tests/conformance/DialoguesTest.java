package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.awaitGone;
import static dev.vivarium.tests.conformance.Ground.next;
import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.value.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that pause and ask, as Evennia's interactive functions do. */
class DialoguesTest {

    private static final String WAIT_AGAIN = """
            from evennia.utils import interactive
            @interactive
            def wait(caller):
                rounds = 0
                while True:
                    yield 0.1
                    rounds += 1
                    caller.msg('Waited.')
                    answer = yield 'Do you want to wait another 5 secs?'
                    if answer.lower() not in ('yes', 'y'):
                        break
                return rounds
            """;

    private static Vivarium vivarium;

    private final Ground.Player player = new Ground.Player();
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    @BeforeAll
    static void open() {
        vivarium = Ground.open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private ScriptTask run(String source) {
        return vivarium.run(Ground.script(source, player)).onQuestion(questions::add);
    }

    @ParameterizedTest
    @Tag("E12")
    @ValueSource(strings = {"wait(self)", "wait(caller=self)"})
    void aDialogueWaitsAsksAndActsOnTheAnswerAndItsValueArrives(String call) {
        ScriptTask task = run(WAIT_AGAIN + call);

        Question first = next(questions);
        assertThat(first.text()).isEqualTo("Do you want to wait another 5 secs?");
        assertThat(task.isDone()).isFalse();
        assertThat(value(run("_return('meanwhile')"))).isEqualTo("meanwhile");
        assertThat(first.answer("yes")).isTrue();
        assertThat(first.answer("yes")).isFalse();
        next(questions).answer("n");

        assertThat(value(task)).isEqualTo(2L);
        player.awaitHeard("Waited.", "Waited.");
        awaitGone(task);
    }

    @Test
    void aScriptMayYieldAtItsTopLevel() {
        ScriptTask task = run("""
                count = 1
                def more():
                    global count
                    count += 1
                more()
                yield 0.01
                name = yield 'Your name?'
                more()
                _return(f'{name} {count} {sorted(globals()).count("name")}')
                """);
        next(questions).answer("");
        assertThat(value(task)).isEqualTo(" 3 1");
    }

    @Test
    void aBareYieldLetsOthersHaveTheirTurn() {
        ScriptTask task = run("""
                from vivarium import interactive
                order = []
                @interactive
                def tell(name):
                    for n in range(2):
                        order.append(f'{name}{n}')
                        nothing = yield
                    return (name, nothing)
                tell('a')
                tell('b')
                yield
                yield
                yield
                _return(order)
                """);
        assertThat(value(task))
                .isEqualTo(List.of(Tuple.of("a", null), Tuple.of("b", null), List.of("a0", "b0", "a1", "b1")));
    }

    @Test
    void anErrorAfterAYieldReachesTheErrorCallbackWithItsLine() {
        ScriptTask task = run("""
                from vivarium import interactive
                @interactive
                def fail():
                    yield 0.01
                    raise ValueError('late')
                fail()
                """);
        assertThat(Waiting.outcome(task)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().summary()).isEqualTo("ValueError: late");
            assertThat(failed.error().traceback()).contains("line 5, in fail").contains("raise ValueError('late')");
        });
    }

    @Test
    void anErrorBeforeTheFirstYieldIsRaisedAtTheCall() {
        ScriptTask task = run("""
                from vivarium import interactive
                @interactive
                def fail():
                    raise ValueError('early')
                    yield
                try:
                    fail()
                except ValueError as error:
                    _return(str(error))
                """);
        assertThat(value(task)).isEqualTo("early");
    }

    @Test
    void aCancelledQuestionIsAnExceptionThatTheScriptMayCatch() {
        ScriptTask task = run("""
                from vivarium import Cancelled
                try:
                    yield 'Well?'
                except Cancelled as error:
                    _return(str(error))
                """);
        assertThat(next(questions).cancel()).isTrue();
        assertThat(value(task)).isEqualTo("the question was cancelled");
    }

    @Test
    void aQuestionThatNobodyAnswersEndsInTime() {
        Policy impatient = Presets.PLAYER.toBuilder()
                .limit(Limits.ANSWER, Duration.ofMillis(200))
                .build();
        ScriptTask asking = vivarium.run(Script.of("""
                from vivarium import NoAnswer
                try:
                    yield 'Anybody?'
                except NoAnswer as error:
                    raise ValueError(f'caught: {error!r}.')
                """).under(impatient));
        assertThat(Waiting.outcome(asking))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().summary())
                                .isEqualTo("ValueError: caught: NoAnswer('nobody answered in time (limit answer)')."));
        assertThat(asking.questions()).isEmpty();
    }

    @Test
    void aKilledDialogueLeavesNoQuestion() {
        ScriptTask task = run("yield 'Well?'");
        Question open = next(questions);
        task.kill();
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);
        awaitGone(task);
        assertThat(open.isOpen()).isFalse();
        assertThat(open.answer("too late")).isFalse();
    }

    @Test
    void askWaitsForTheAnswerWhereItStands() {
        ScriptTask task = vivarium.run(
                        Ground.script("from vivarium import ask\n_return(ask('2?') + ask('3?'))", player))
                .onQuestion(question -> question.answer(question.text().substring(0, 1)));
        assertThat(value(task)).isEqualTo("23");
    }

    @Test
    void whatADialogueCanNotYieldIsAnErrorAtTheYield() {
        ScriptTask task = run("""
                try:
                    yield [1]
                except ValueError as error:
                    _return(str(error))
                yield -1
                """);
        assertThat(Waiting.outcome(task)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().summary())
                    .isEqualTo("ValueError: a dialogue yields nothing, a number of seconds or a question, not -1");
            assertThat(failed.error().traceback()).contains("line 5");
        });
    }
}
