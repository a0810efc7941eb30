package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptException;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What Evennia's run_async and RPyC's async results promise, on one worker process and no spare. */
class RunAsyncTest {

    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder().workers(1).spares(0).open();
        Waiting.untilReady(vivarium);
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @Test
    @Tag("E1")
    void theCallerGoesOnAtOnceAndTheResultComesLaterByCallback() {
        List<String> console = Collections.synchronizedList(new ArrayList<>());
        Script longRunning = Script.of("""
                from time import sleep
                sleep(1)
                _return(sum(range(100_000)))
                """);

        console.add("before call ...");
        ScriptTask task = vivarium.run(longRunning, value -> console.add("result: " + value), problem -> {});
        console.add("after call ...");

        assertThat(task.isDone()).isFalse();
        assertThat(console).containsExactly("before call ...", "after call ...");
        Waiting.outcome(task);
        assertThat(console).containsExactly("before call ...", "after call ...", "result: 4999950000");
    }

    @Test
    @Tag("E2")
    void theErrorCallbackGetsClassMessageAndLineOfTheScriptWithItsExtraArgumentsOnce() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Heard values = new Heard();
        Script raising = Script.of("x = 1\nraise ValueError('no such sword')\n").named("forge");

        ScriptTask task = vivarium.run(
                raising,
                values::value,
                with("anna", (caller, problem) -> told.add(caller + " hears: " + problem.message())));

        Outcome outcome = Waiting.outcome(task);
        assertThat(told).containsExactly("anna hears: ValueError: no such sword");
        assertThat(values.calls()).isZero();
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo("ValueError");
            assertThat(failed.error().message()).isEqualTo("no such sword");
            assertThat(failed.error().traceback())
                    .contains("File \"forge\", line 2")
                    .contains("raise ValueError('no such sword')");
        });
    }

    @Test
    @Tag("E2")
    void theReturnCallbackGetsTheValueWithItsExtraArgumentsOnce() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Heard problems = new Heard();

        ScriptTask task = vivarium.run(
                Script.of("_return(6 * 7)"),
                with("anna", (caller, value) -> told.add(caller + " gets " + value)),
                problems::problem);

        Waiting.outcome(task);
        assertThat(told).containsExactly("anna gets 42");
        assertThat(problems.calls()).isZero();
    }

    private static <T> Consumer<T> with(String extra, BiConsumer<String, T> callback) {
        return value -> callback.accept(extra, value);
    }

    @Test
    @Tag("E3")
    void anErrorThatNobodyAskedForIsLoggedOnceWithTaskOwnerAndError() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.vivarium");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
        try {
            Heard values = new Heard();
            ScriptTask task = vivarium.run(Script.of("{}['missing']").ownedBy("anna"));
            task.onReturn(values::value);
            Waiting.outcome(task);

            assertThat(log.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage())
                        .contains("task " + task.id())
                        .contains("owner anna")
                        .contains("KeyError: 'missing'");
            });
            assertThat(values.calls()).isZero();
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
    }

    @Test
    @Tag("E4")
    void aSleepingScriptReturnsBothValuesFiveSecondsLaterWhileOthersRunOnItsWorker() {
        Heard heard = new Heard();
        Script snippet = Script.of("""
                from time import sleep
                sleep(5)
                val = testvar + 5
                _return(val)
                _return(val + 5)
                """).with("testvar", 3);
        long workersBefore = vivarium.stats().workersStarted();

        long submitted = System.nanoTime();
        ScriptTask sleeper = vivarium.run(snippet, heard::value, heard::problem);
        Waiting.untilState(sleeper, TaskState.Parked.class);
        for (long number = 0; number < 3; number++) {
            ScriptTask other = vivarium.run(Script.of("_return(number)").with("number", number));
            assertThat(Waiting.outcome(other).value()).isEqualTo(number);
        }

        assertThat(sleeper.isDone()).as("the others ran while it slept").isFalse();
        Outcome outcome = Waiting.outcome(sleeper);
        assertThat(heard.values()).containsExactly(List.of(8L, 13L));
        assertThat(heard.problems()).isEmpty();
        Duration took = Duration.ofNanos(System.nanoTime() - submitted);
        assertThat(took).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
        assertThat(outcome.usage().wall()).isLessThanOrEqualTo(took);
        assertThat(vivarium.stats().workersStarted()).as("one worker for all").isEqualTo(workersBefore);
    }

    static Stream<Arguments> returns() {
        return Stream.of(
                Arguments.of("x = 1", null, List.of()),
                Arguments.of("_return(None)", null, Collections.singletonList(null)),
                Arguments.of("_return(0)", 0L, List.of(0L)),
                Arguments.of("_return('text')", "text", List.of("text")),
                Arguments.of("_return([1, 2])", List.of(1L, 2L), List.of(List.of(1L, 2L))),
                Arguments.of("_return(1)\n_return(2)", List.of(1L, 2L), List.of(1L, 2L)),
                Arguments.of("for n in range(5): _return(n)", List.of(0L, 1L, 2L, 3L, 4L), List.of(0L, 1L, 2L, 3L, 4L)),
                Arguments.of(
                        "_return({'a': 1})\n_return(None)",
                        Arrays.asList(Map.of("a", 1L), null),
                        Arrays.asList(Map.of("a", 1L), null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("returns")
    @Tag("E5")
    void noCallOneCallAndManyCallsOfReturnGiveOneValueAndAreToldApartInTheOutcome(
            String source, Object value, List<Object> calls) {
        Heard heard = new Heard();

        Outcome outcome = Waiting.outcome(vivarium.run(Script.of(source), heard::value, heard::problem));

        assertThat(outcome.value()).isEqualTo(value);
        assertThat(heard.values()).isEqualTo(Collections.singletonList(value));
        assertThat(heard.problems()).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(returned.calls()).isEqualTo(calls));
    }

    @Test
    @Tag("E15")
    void readingTheValueOfAFailedScriptRaisesEachTimeAnewWithTheScriptsOwnTraceback() {
        ScriptTask task = vivarium.run(Script.of("int(\"this is not a valid number\")"), value -> {}, problem -> {});

        Outcome outcome = Waiting.outcome(task);
        assertThat(task.isDone()).isTrue();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        ScriptException first = catchThrowableOfType(ScriptException.class, outcome::value);
        ScriptException second = catchThrowableOfType(ScriptException.class, outcome::value);
        assertThat(first)
                .hasMessageContaining("ValueError")
                .hasMessageContaining("Traceback (most recent call last)")
                .hasMessageContaining("File \"<script>\", line 1")
                .hasMessageContaining("int(\"this is not a valid number\")");
        assertThat(first.problem()).isSameAs(outcome);
        assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
    }
}
