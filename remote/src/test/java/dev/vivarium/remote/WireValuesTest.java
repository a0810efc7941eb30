package dev.vivarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Limits;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireValuesTest {

    private static @Nullable Object there(@Nullable Object value) {
        return WireValues.fromTree("it", Json.read(Json.write(WireValues.toTree(value))), 100);
    }

    static Stream<Object> values() {
        return Stream.of(
                true,
                0L,
                Long.MIN_VALUE,
                BigInteger.TWO.pow(64),
                BigInteger.TWO.pow(100_000).negate(),
                1.0,
                -0.0,
                1e300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                "",
                "\u0000 \u2028 \uD83D\uDE00 \"\\",
                List.of(1L, List.of(), "x"),
                Tuple.copyOf(List.of(1L, Tuple.copyOf(List.of()))),
                Set.of(1L, "a", Tuple.copyOf(List.of(2L))),
                Map.of("a", 1L, "b", Map.of()),
                Map.of("$bytes", "a string, no bytes"),
                Map.of(1L, "a", Tuple.copyOf(List.of(1L, 2L)), "b"),
                LocalDate.of(1, 1, 1),
                LocalTime.of(23, 59, 59, 999_999_000),
                OffsetTime.parse("10:00:00.000001+02:30"),
                LocalDateTime.of(9999, 12, 31, 23, 59),
                OffsetDateTime.parse("2026-11-25T10:00:00-05:00"),
                Duration.ofDays(-999_999_999),
                Duration.ofNanos(-1_000));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueComesBackAsItWas(Object value) {
        assertThat(there(value)).isEqualTo(value).hasSameClassAs(there(value));
    }

    @Test
    void bytesAndNothingComeBackToo() {
        assertThat(there(null)).isNull();
        assertThat((byte[]) there(new byte[] {0, -1, 127})).containsExactly(0, -1, 127);
        assertThat((List<?>) there(Arrays.asList(null, 1.5))).isEqualTo(Arrays.asList(null, 1.5));
    }

    @Test
    void theDeepestValueThatMayCrossHereCrosses() {
        Object deep = 1L;
        for (int depth = 0; depth < Limits.DEEPEST_VALUE; depth++) {
            deep = Map.of(1L, deep);
        }
        assertThat(there(deep)).isEqualTo(deep);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"$bytes": "?"}              | it: what stands in '$bytes' can't be read
            {"$bytes": 1}                | it: '$bytes' needs a string
            {"$tuple": {}}               | it: '$tuple' needs an array
            {"$set": [[1]]}              | it: a key or a member of a set can't be a list, a dict or a set
            {"$dict": [[1]]}             | it: '$dict' needs an array of pairs
            {"$dict": [[{}, 1]]}         | it: a key or a member of a set can't be a list, a dict or a set
            {"$float": "1"}              | it: '$float' is nan, inf or -inf
            {"$date": "2026-02-30"}      | it: what stands in '$date' can't be read
            {"$timedelta": "1"}          | it: '$timedelta' needs a whole number of microseconds
            {"$timedelta": 99999999999999999999999999} | it: what stands in '$timedelta' can't be read
            {"$class": "x"}              | it: unknown tag '$class'; a dict with such a key is written as $dict
            {"$bytes": "", "a": 1}       | it: an object with '$bytes' must have no other member
            """)
    void whatIsNoValueIsRefusedByName(String json, String why) {
        assertThatThrownBy(() -> WireValues.fromTree("it", Json.read(json), 100))
                .isInstanceOf(BadJsonException.class)
                .hasMessage(why);
    }

    @Test
    void manyTuplesAsKeysAreRefusedBeforeTheyAreHashed() {
        Object tree = Json.read("{\"$set\": [{\"$tuple\": [1]}, {\"$tuple\": [2]}, {\"$tuple\": [3]}]}");

        assertThat(WireValues.fromTree("it", tree, 3)).isInstanceOf(Set.class);
        assertThatThrownBy(() -> WireValues.fromTree("it", tree, 2))
                .hasMessage("it: has too many tuples as keys or in sets");
    }
}
