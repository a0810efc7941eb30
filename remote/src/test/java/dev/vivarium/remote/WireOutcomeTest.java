package dev.vivarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireOutcomeTest {

    private static final Usage USAGE = new Usage(Duration.ofNanos(12), Duration.ofSeconds(3));

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Returned(List.of(), USAGE),
                new Outcome.Returned(Arrays.asList((Object) null), USAGE),
                new Outcome.Returned(List.of(List.of(1L, 2L)), USAGE),
                new Outcome.Returned(Arrays.asList(1L, null, "x"), USAGE),
                new Outcome.Failed(new ScriptError("ValueError", "no", "Traceback …\nValueError: no"), USAGE),
                new Outcome.TimedOut(Duration.ofMillis(1), USAGE),
                new Outcome.LimitExceeded("output", "1 KiB", "2 KiB", USAGE),
                new Outcome.Killed("somebody asked", USAGE),
                new Outcome.Rejected("the queue is full"),
                new Outcome.Lost("gone", USAGE));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeComesBackAsItWas(Outcome outcome) {
        Object tree = Json.read(Json.write(WireOutcome.toTree(outcome)));

        assertThat(WireOutcome.fromTree(JsonFields.of("it", tree))).isEqualTo(outcome);
    }

    @Test
    void oneOfAnUnknownNameOrWithPartsMissingIsRefused() {
        String usage = "\"usage\": {\"cpuNanos\": 1, \"wallNanos\": 1}";

        assertThatThrownBy(() -> read("{\"name\": \"EXPLODED\", " + usage + "}"))
                .hasMessage("an outcome of an unknown name: EXPLODED");
        assertThatThrownBy(() -> read("{\"name\": \"KILLED\", " + usage + "}"))
                .hasMessage("it needs a member 'reason'");
        assertThatThrownBy(() -> read("{\"name\": \"RETURNED\", \"calls\": 2, \"value\": [1], " + usage + "}"))
                .hasMessage("a result: several calls need a list of as many values");
    }

    private static Outcome read(String json) {
        return WireOutcome.fromTree(JsonFields.of("it", Json.read(json)));
    }
}
