package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.value.Tuple;
import dev.vivarium.value.Values;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that go into a script and come out of it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestValuesTest {

    private static final ZoneOffset ODD_OFFSET = ZoneOffset.ofHoursMinutesSeconds(-5, -30, -15);

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value("type(x) is type(None)", null),
                value("x is True", true),
                value("x is False", false),
                value("type(x) is int and x == 7", 7),
                value("x == -2**63", Long.MIN_VALUE),
                value("x == 2**63", BigInteger.TWO.pow(63)),
                value("x == -2**63 - 1", BigInteger.TWO.pow(63).not()),
                value("x == 2**1000", BigInteger.TWO.pow(1000)),
                value("type(x) is float and x == 0.5", 0.5),
                value("x != x", Double.NaN),
                value("x == float('-inf')", Double.NEGATIVE_INFINITY),
                value("x == 0 and str(x) == '-0.0'", -0.0),
                value("type(x) is str and x == ''", ""),
                value("len(x) == 3 and x == 'ä\\U0001F600\\0'", "ä\ud83d\ude00\0"),
                value("type(x) is bytes and x == bytes(range(256))", everyByte()),
                value(
                        "type(x) is list and x == [1, [None], []]",
                        List.of(1, Collections.singletonList(null), List.of())),
                value("type(x) is tuple and x == (1, (), [2])", Tuple.of(1, Tuple.of(), List.of(2))),
                value("type(x) is dict and list(x.items()) == [('z', 1), (None, {}), ((1, 'a'), 2.5)]", map()),
                value("type(x) is set and x == {1, 'a', (2, 3)}", Set.of(1, "a", Tuple.of(2, 3))),
                value("x == set()", Set.of()),
                value("x == {frozenset({1}), frozenset()}", Set.of(Set.of(1), Set.of())),
                value("x == {frozenset({1}): 'v', (frozenset(),): 'w'}", mapOfSets()),
                value("x == __import__('datetime').date(1, 1, 1)", LocalDate.of(1, 1, 1)),
                value("x == __import__('datetime').time(1, 2, 3, 4)", LocalTime.of(1, 2, 3, 4_000)),
                value("x == __import__('datetime').time(0, 0)", LocalTime.MIDNIGHT),
                value(
                        "x == __import__('datetime').datetime(2024, 2, 29, 23, 59, 59, 999999)",
                        LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000)),
                value("x.utcoffset().total_seconds() == 7200", OffsetTime.of(1, 2, 0, 0, ZoneOffset.ofHours(2))),
                value(
                        "x.utcoffset().total_seconds() == -(5*3600 + 30*60 + 15)",
                        OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 6_000, ODD_OFFSET)),
                value("x.utcoffset().total_seconds() == 0", OffsetDateTime.of(1, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC)),
                value(
                        "x == __import__('datetime').timedelta(days=-1, microseconds=1)",
                        Duration.ofSeconds(-86_400, 1_000)),
                value("x.days == 999999999", Duration.ofDays(999_999_999)));
    }

    private static Arguments value(String test, @Nullable Object given) {
        return Arguments.of(test, Values.copy("x", given, 200));
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static Map<@Nullable Object, Object> map() {
        Map<@Nullable Object, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put(null, Map.of());
        map.put(Tuple.of(1, "a"), 2.5);
        return map;
    }

    private static Map<Object, Object> mapOfSets() {
        return Map.of(Set.of(1), "v", Tuple.of(Set.of()), "w");
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeIsARealPythonObjectInAScriptAndComesBackAsItWas(String test, @Nullable Object given) {
        Map<String, @Nullable Object> variables = Collections.singletonMap("x", given);
        List<@Nullable Object> returned = rig.start("_return(x)\n_return(" + test + ")", variables, GuestRig.AMPLE)
                .returned();
        assertThat(returned).hasSize(2);
        assertThat(returned.get(1)).as(test).isEqualTo(true);
        assertThat(returned.get(0)).isEqualTo(given);
        if (given != null) {
            assertThat(returned.get(0) instanceof Tuple).isEqualTo(given instanceof Tuple);
        }
    }

    @Test
    void variablesAreAScriptsOwnCopies() {
        Map<String, @Nullable Object> variables = Map.of("x", List.of(1L));
        assertThat(rig.start("x.append(2)\n_return(x)", variables, GuestRig.AMPLE)
                        .returned())
                .isEqualTo(List.of(List.of(1L, 2L)));
        assertThat(rig.start("_return(x)", variables, GuestRig.AMPLE).returned())
                .isEqualTo(List.of(List.of(1L)));
    }

    @Test
    void subclassesComeBackAsTheTypesTheyExtend() {
        assertThat(rig.returned("""
                import collections, enum
                class Text(str):
                    def __str__(self): return 'a lie'
                class Number(enum.IntEnum):
                    ONE = 1
                _return(Text('truth'))
                _return(Number.ONE)
                _return(collections.OrderedDict(a=1))
                _return(collections.namedtuple('P', 'x y')(1, 2))
                _return(bytearray(b'ab'))
                _return(frozenset([1]))
                """))
                .usingRecursiveComparison()
                .isEqualTo(Arrays.asList(
                        "truth", 1L, Map.of("a", 1L), Tuple.of(1L, 2L), new byte[] {'a', 'b'}, Set.of(1L)));
    }
}
