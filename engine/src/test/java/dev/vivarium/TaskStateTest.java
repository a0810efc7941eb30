package dev.vivarium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vivarium.TaskState.Done;
import dev.vivarium.TaskState.Parked;
import dev.vivarium.TaskState.Queued;
import dev.vivarium.TaskState.Running;
import dev.vivarium.TaskState.Stopping;
import dev.vivarium.TaskState.Why;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskStateTest {

    private static final TaskState DONE = new Done(new Outcome.Killed("for the test", Usage.NONE));
    private static final List<TaskState> ALL =
            List.of(new Queued(), new Running(), new Parked(), new Stopping(Why.TIMEOUT), new Stopping(Why.KILL), DONE);

    /** One row for each state, one column for each next one, in the order of {@link #ALL}; x marks what is allowed. */
    private static final List<String> TABLE = List.of(
            ".x...x", // queued
            "..xxxx", // running
            ".x.xxx", // parked
            ".....x", // stopping, timeout
            ".....x", // stopping, kill
            "......"); // done

    static Stream<Arguments> everyPair() {
        return Stream.iterate(0, row -> row < ALL.size(), row -> row + 1)
                .flatMap(row -> Stream.iterate(0, column -> column < ALL.size(), column -> column + 1)
                        .map(column -> arguments(
                                ALL.get(row), ALL.get(column), TABLE.get(row).charAt(column) == 'x')));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyPairOfStatesIsAllowedOrRefusedAsInTheTable(TaskState from, TaskState to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
    }

    static Stream<Arguments> labels() {
        Usage usage = Usage.NONE;
        return Stream.of(
                arguments(new Queued(), "QUEUED"),
                arguments(new Running(), "RUNNING"),
                arguments(new Parked(), "PARKED"),
                arguments(new Stopping(Why.TIMEOUT), "STOPPING"),
                arguments(new Stopping(Why.KILL), "STOPPING"),
                arguments(new Done(new Outcome.Returned(List.of(), usage)), "RETURNED"),
                arguments(new Done(new Outcome.Failed(new ScriptError("E", "", ""), usage)), "FAILED"),
                arguments(new Done(new Outcome.TimedOut(Duration.ofSeconds(1), usage)), "TIMED_OUT"),
                arguments(new Done(new Outcome.LimitExceeded("output", "1B", "2B", usage)), "LIMIT_EXCEEDED"),
                arguments(DONE, "KILLED"),
                arguments(new Done(new Outcome.Rejected("no")), "REJECTED"),
                arguments(new Done(new Outcome.Lost("gone", usage)), "LOST"));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void theLabelIsTheStateAndOfADoneTaskItsOutcome(TaskState state, String label) {
        assertThat(state.label()).isEqualTo(label);
    }

    static Stream<Arguments> words() {
        Usage usage = Usage.NONE;
        return Stream.of(
                arguments(new Queued(), "SUBMITTED"),
                arguments(new Running(), "RUNNING"),
                arguments(new Parked(), "RUNNING"),
                arguments(new Stopping(Why.KILL), "TO_BE_KILLED"),
                arguments(new Done(new Outcome.Returned(List.of(), usage)), "FINISHED"),
                arguments(new Done(new Outcome.Failed(new ScriptError("E", "", ""), usage)), "ABORTED"),
                arguments(DONE, "KILLED"),
                arguments(new Done(new Outcome.Rejected("no")), "REJECTED"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void theWordIsThatOfPlacWherePlacHasOne(TaskState state, String word) {
        assertThat(state.word()).isEqualTo(word);
    }
}
