package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JsonReportTest {

    private static final String USAGE = "\"usage\":{\"cpuMillis\":12,\"wallMillis\":345}}\n";

    private static Shell.Result json(Outcome outcome, String... pieces) {
        return Shell.with(new FakeVivarium(outcome, pieces)).run("run", "-c", "1", "--json");
    }

    private static void assertValue(@Nullable Object value, String json) {
        assertThat(Shell.thatReturns(value).run("run", "-c", "1", "--json").out())
                .startsWith("{\"state\":\"RETURNED\",\"value\":" + json + ",\"calls\":1,\"error\":null,");
    }

    @Test
    void aFailureHasItsParts() {
        Outcome failed = new Outcome.Failed(new ScriptError("ValueError", "a \"b\"", "Trace\n"), Shell.USAGE);
        assertThat(json(failed, "x\n"))
                .isEqualTo(new Shell.Result(
                        1,
                        "{\"state\":\"FAILED\",\"value\":null,\"calls\":0,\"error\":{\"type\":\"ValueError\","
                                + "\"message\":\"a \\\"b\\\"\",\"traceback\":\"Trace\\n\"},\"output\":\"x\\n\","
                                + USAGE,
                        ""));
    }

    @Test
    void anotherProblemHasNoTraceback() {
        assertThat(json(new Outcome.TimedOut(Duration.ofSeconds(2), Shell.USAGE)))
                .isEqualTo(new Shell.Result(
                        124,
                        "{\"state\":\"TIMED_OUT\",\"value\":null,\"calls\":0,\"error\":{\"type\":\"TIMED_OUT\","
                                + "\"message\":\"stopped after its timeout of 2 s\",\"traceback\":null},\"output\":\"\","
                                + USAGE,
                        ""));
    }

    @Test
    void outputIsInTheObjectAndNowhereElse() {
        assertThat(json(new Outcome.Returned(List.of(8L, 13L), Shell.USAGE), "a", "b\n"))
                .isEqualTo(new Shell.Result(
                        0,
                        "{\"state\":\"RETURNED\",\"value\":[8,13],\"calls\":2,\"error\":null,\"output\":\"ab\\n\","
                                + USAGE,
                        ""));
    }

    @Test
    void callsTellNoCallFromNone() {
        assertThat(json(new Outcome.Returned(List.of(), Shell.USAGE)).out()).contains("\"value\":null,\"calls\":0,");
        assertValue(null, "null");
    }

    @Test
    void valuesThatJsonHas() {
        assertValue(true, "true");
        assertValue(-5L, "-5");
        assertValue(BigInteger.TEN.pow(30), "1" + "0".repeat(30));
        assertValue(1.5, "1.5");
        assertValue("é\n", "\"é\\n\"");
        assertValue(List.of(1L, List.of()), "[1,[]]");
        assertValue(Map.of("a", Map.of()), "{\"a\":{}}");
    }

    @Test
    void valuesThatJsonLacks() {
        assertValue(Double.NaN, "\"NaN\"");
        assertValue(Double.POSITIVE_INFINITY, "\"Infinity\"");
        assertValue(Double.NEGATIVE_INFINITY, "\"-Infinity\"");
        assertValue(new byte[] {0, (byte) 0xff}, "{\"$bytes\":\"AP8=\"}");
        assertValue(Tuple.of(1L, "a"), "[1,\"a\"]");
        assertValue(Set.of(1L), "[1]");
    }

    @Test
    void keysThatAreNoStringsAreWrittenAsPythonDoes() {
        Map<@Nullable Object, Object> dict = new LinkedHashMap<>();
        dict.put(1L, 1L);
        dict.put(null, 2L);
        dict.put(Tuple.of("a", true), 3L);
        assertValue(dict, "{\"1\":1,\"None\":2,\"('a', True)\":3}");
    }

    @Test
    void timesAreIso() {
        LocalDate day = LocalDate.of(2026, 1, 2);
        ZoneOffset offset = ZoneOffset.ofHours(1);
        assertValue(day, "\"2026-01-02\"");
        assertValue(LocalTime.of(3, 4), "\"03:04:00\"");
        assertValue(LocalDateTime.of(day, LocalTime.of(3, 4, 5, 6_000)), "\"2026-01-02T03:04:05.000006\"");
        assertValue(OffsetTime.of(LocalTime.NOON, offset), "\"12:00:00+01:00\"");
        assertValue(OffsetDateTime.of(day, LocalTime.NOON, offset), "\"2026-01-02T12:00:00+01:00\"");
        assertValue(Duration.ofHours(51).plusMillis(500), "\"PT51H0.5S\"");
    }
}
