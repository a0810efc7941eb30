package dev.vivarium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vivarium.Outcome.Returned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {

    private static final String TRACEBACK =
            "Traceback (most recent call last):\n  File \"<script>\", line 3, in f\nValueError: no\n";
    private static final Outcome.Failed FAILED =
            new Outcome.Failed(new ScriptError("ValueError", "no", TRACEBACK), Usage.NONE);

    @Test
    void theValueOfAProblemIsAnExceptionThatEndsWithTheScriptsTraceback() {
        assertThatThrownBy(FAILED::value)
                .isInstanceOf(ScriptException.class)
                .hasMessage("ValueError: no" + System.lineSeparator() + TRACEBACK);
    }

    @Test
    void eachAskerGetsAFreshExceptionThatKnowsTheProblem() {
        ScriptException first = catchThrowableOfType(ScriptException.class, FAILED::value);
        ScriptException second = catchThrowableOfType(ScriptException.class, FAILED::value);
        assertThat(first).isNotSameAs(second);
        assertThat(first.problem()).isSameAs(FAILED);
    }

    @Test
    void aProblemWithoutATracebackSaysWhatHappened() {
        assertThatThrownBy(new Outcome.Rejected("the script is empty")::value)
                .isInstanceOf(ScriptException.class)
                .hasMessage("rejected: the script is empty");
    }

    @Test
    void aReturnWithoutACallHasNoValue() {
        assertThat(new Returned(List.of(), Usage.NONE).value()).isNull();
    }

    @Test
    void theValueOfOneCallIsWhatWasGiven() {
        assertThat(new Returned(List.of("one"), Usage.NONE).value()).isEqualTo("one");
        assertThat(new Returned(Collections.singletonList(null), Usage.NONE).value())
                .isNull();
    }

    @Test
    void theValueOfSeveralCallsIsTheListOfTheirs() {
        assertThat(new Returned(Arrays.asList("one", null), Usage.NONE).value()).isEqualTo(Arrays.asList("one", null));
    }

    @Test
    void theCallsTellAReturnedListFromSeveralCalls() {
        Returned list = new Returned(List.of(List.of(1L, 2L)), Usage.NONE);
        Returned calls = new Returned(List.of(1L, 2L), Usage.NONE);
        assertThat(list.value()).isEqualTo(calls.value());
        assertThat(list.calls()).hasSize(1);
        assertThat(calls.calls()).hasSize(2);
    }

    @Test
    void theCallsAreACopyThatCanNotBeChanged() {
        List<Object> given = new ArrayList<>();
        given.add(1L);
        Returned returned = new Returned(given, Usage.NONE);
        given.add("later");
        assertThat(returned.calls()).isEqualTo(List.of(1L));
        assertThatThrownBy(() -> returned.calls().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments(FAILED, "ValueError: no"),
                arguments(
                        new Outcome.Failed(new ScriptError("KeyboardInterrupt", "", ""), Usage.NONE),
                        "KeyboardInterrupt"),
                arguments(
                        new Outcome.TimedOut(Duration.ofMillis(250), Usage.NONE),
                        "stopped after its timeout of 0.25 s"),
                arguments(
                        new Outcome.TimedOut(Duration.ofSeconds(10), Usage.NONE), "stopped after its timeout of 10 s"),
                arguments(
                        new Outcome.LimitExceeded("output", "1KB", "2KB", Usage.NONE),
                        "stopped by the limit on output: allowed 1KB, used 2KB"),
                arguments(new Outcome.Killed("its handle was asked to", Usage.NONE), "killed: its handle was asked to"),
                arguments(new Outcome.Rejected("the queue is full"), "rejected: the queue is full"),
                arguments(new Outcome.Lost("its worker is gone", Usage.NONE), "lost: its worker is gone"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachProblemSaysInOneLineWhatHappened(Outcome.Problem problem, String message) {
        assertThat(problem.message()).isEqualTo(message);
    }

    @Test
    void theMessageOfAFailureIsOneLineWhateverTheScriptRaised() {
        // It goes into logs: a script must not be able to write lines of its own there.
        Outcome.Failed failed =
                new Outcome.Failed(new ScriptError("E", "first\nERROR forged\r\u001b[2J\u2028x", ""), Usage.NONE);
        assertThat(failed.message()).isEqualTo("E: first ERROR forged  [2J x");
    }

    @Test
    void whatNeverStartedUsedNothing() {
        assertThat(new Outcome.Rejected("no").usage()).isEqualTo(Usage.NONE);
    }
}
