package dev.vivarium.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final BigInteger BEYOND_LONG = BigInteger.TWO.pow(63);

    // ---- what is refused --------------------------------------------------------------------------------------

    @Test
    void anUnknownClassIsRefusedByItsName() {
        assertRefused(new StringBuilder().reverse().chars(), "x is a java.util.stream.");
        assertRefused(
                new Object(),
                "x is a java.lang.Object, which can't cross to a script: see "
                        + "dev.vivarium.value.Values for what can");
        assertRefused(new int[] {1}, "x is a [I, which can't cross");
    }

    @Test
    void theErrorSaysWhereInTheValueTheCulpritIs() {
        assertRefused(List.of(1, Map.of("deep", List.of(2, new Object()))), "x[1][deep][1] is a java.lang.Object");
        assertRefused(Set.of(new Object()), "x member is a java.lang.Object");
        assertRefused(Map.of(new Object(), 1), "x key is a java.lang.Object");
        assertRefused(Tuple.of(1, new Object()), "x[1] is a java.lang.Object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d"})
    void halfOfASurrogatePairIsRefusedWhereverItStands(String half) {
        assertRefused("ab" + half, "x has half of a surrogate pair at index 2");
        assertRefused(half + "ab", "x has half of a surrogate pair at index 0");
        assertRefused(List.of(half), "x[0] has half of a surrogate pair at index 0");
        assertRefused(Map.of(half, 1), "x key has half of a surrogate pair at index 0");
        assertRefused(half.charAt(0), "x has half of a surrogate pair at index 0");
    }

    @Test
    void aListThatContainsItselfIsRefused() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> Values.copy("x", cycle, 200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is nested more than 200 deep, or contains itself");
    }

    @Test
    void oneContainerMoreThanTheDeepestIsRefusedEvenWhenItIsEmpty() {
        assertThat(Values.copy("x", nest(1, "leaf"), 1)).isEqualTo(List.of("leaf"));
        assertThat(Values.copy("x", nest(3, "leaf"), 3)).isEqualTo(nest(3, "leaf"));
        assertThatThrownBy(() -> Values.copy("x", nest(4, "leaf"), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x[0][0][0] is nested more than 3 deep");
        assertThatThrownBy(() -> Values.copy("x", nest(3, List.of()), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x[0][0][0] is nested more than 3 deep");
        assertThatThrownBy(() -> Values.copy("x", nest(3, Map.of()), 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatPythonCanNotHashIsRefusedAsAKeyAndAsAMember() {
        assertRefused(Map.of(List.of(1), 1), "x key is a list or dict, which Python can't hash; use a Tuple");
        assertRefused(Set.of(Map.of()), "x member is a list or dict, which Python can't hash; use a Tuple");
        assertRefused(Set.of(Tuple.of(1, Tuple.of(List.of()))), "x member is a list or dict");
        assertRefused(Set.of(new byte[1]), "x member is bytes, which Java can't use as a key");
        assertRefused(Map.of(Tuple.of((Object) new byte[1]), 1), "x key is bytes");
    }

    private static void assertRefused(Object value, String messageStart) {
        assertThatThrownBy(() -> Values.copy("x", value, 200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(messageStart);
    }

    private static Object nest(int times, Object inner) {
        Object nested = inner;
        for (int i = 0; i < times; i++) {
            nested = List.of(nested);
        }
        return nested;
    }

    // ---- what crosses -----------------------------------------------------------------------------------------

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(null, null),
                arguments(true, true),
                arguments((byte) -1, -1L),
                arguments((short) 7, 7L),
                arguments(Integer.MIN_VALUE, (long) Integer.MIN_VALUE),
                arguments(Long.MAX_VALUE, Long.MAX_VALUE),
                arguments(BigInteger.TEN, 10L),
                arguments(BigInteger.valueOf(Long.MIN_VALUE), Long.MIN_VALUE),
                arguments(BEYOND_LONG, BEYOND_LONG),
                arguments(BEYOND_LONG.negate().subtract(BigInteger.ONE), BEYOND_LONG.not()),
                arguments(0.5f, 0.5d),
                arguments(Double.NaN, Double.NaN),
                arguments('ä', "ä"),
                arguments(CharBuffer.wrap("built"), "built"),
                arguments("\ud83d\ude00", "\ud83d\ude00"),
                arguments(new byte[] {1, -1}, new byte[] {1, -1}),
                arguments(Arrays.asList(1, null), Arrays.asList(1L, null)),
                arguments(new ArrayDeque<>(List.of('q')), List.of("q")),
                arguments(Tuple.of(1, null), Tuple.of(1L, null)),
                arguments(Map.of(1, 'c'), Map.of(1L, "c")),
                arguments(Collections.singletonMap(null, 1), Collections.singletonMap(null, 1L)),
                arguments(Set.of(1, 2), Set.of(1L, 2L)),
                arguments(Set.of(Tuple.of(1)), Set.of(Tuple.of(1L))),
                arguments(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 2, 29)),
                arguments(LocalTime.of(1, 2, 3, 4_999), LocalTime.of(1, 2, 3, 4_000)),
                arguments(LocalDateTime.of(1, 1, 1, 0, 0, 0, 1), LocalDateTime.of(1, 1, 1, 0, 0)),
                arguments(
                        OffsetTime.of(1, 2, 3, 4_999, ZoneOffset.ofHours(2)),
                        OffsetTime.of(1, 2, 3, 4_000, ZoneOffset.ofHours(2))),
                arguments(
                        OffsetDateTime.of(1, 1, 1, 0, 0, 0, 1, ZoneOffset.UTC),
                        OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)),
                arguments(
                        LocalDateTime.of(2024, 7, 1, 12, 0).atZone(ZoneId.of("Europe/Berlin")),
                        OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneOffset.ofHours(2))),
                arguments(Instant.ofEpochSecond(1, 999), OffsetDateTime.of(1970, 1, 1, 0, 0, 1, 0, ZoneOffset.UTC)),
                arguments(Duration.ofNanos(1_999), Duration.ofNanos(1_000)),
                arguments(Duration.ofSeconds(-1), Duration.ofSeconds(-1)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyTypeOfTheTableComesOutInItsJavaForm(@Nullable Object given, @Nullable Object expected) {
        Object copy = Values.copy("x", given, 200);
        assertThat(copy).isEqualTo(expected);
        if (expected != null) {
            assertThat(copy).hasSameClassAs(Values.copy("x", expected, 200));
        }
    }

    @Test
    void aTupleStaysATupleAndAListStaysAList() {
        assertThat(Values.copy("x", Tuple.of(1), 200)).isInstanceOf(Tuple.class);
        assertThat(Values.copy("x", List.of(1), 200)).isNotInstanceOf(Tuple.class);
    }

    @Test
    void theOrderOfAMapIsKept() {
        Map<Object, Object> map = new LinkedHashMap<>();
        List.of("z", "a", "m").forEach(key -> map.put(key, 1));
        assertThat(Values.copy("x", map, 200)).hasToString("{z=1, a=1, m=1}");
    }

    @Test
    void laterChangesOfTheOriginalDoNotShow() {
        byte[] bytes = {1};
        List<Object> inner = new ArrayList<>(List.of("inner"));
        Object copiedBytes = Values.copy("x", bytes, 200);
        Object copiedList = Values.copy("x", List.of(inner), 200);
        bytes[0] = 2;
        inner.add("later");
        assertThat(copiedBytes).isEqualTo(new byte[] {1});
        assertThat(copiedList).isEqualTo(List.of(List.of("inner")));
    }

    @Test
    void copiesCanNotBeChanged() {
        List<Object> values = List.of(new ArrayList<>(List.of(1)), new LinkedHashMap<>(Map.of(1, 1)), Set.of(1));
        if (!(Values.copy("x", values, 200) instanceof List<?> copies)) {
            throw new AssertionError("not a list");
        }
        assertThatThrownBy(copies::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((List<?>) copies.get(0))::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((Map<?, ?>) copies.get(1))::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((Set<?>) copies.get(2))::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
