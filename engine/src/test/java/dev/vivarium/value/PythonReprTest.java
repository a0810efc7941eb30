package dev.vivarium.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every expectation is what CPython prints. */
final class PythonReprTest {

    private static void assertRepr(@Nullable Object value, String python) {
        assertThat(PythonRepr.of(value)).isEqualTo(python);
    }

    @Test
    void refusesWhatNoScriptReturns() {
        assertThatThrownBy(() -> PythonRepr.of(Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void constantsAndIntegers() {
        assertRepr(null, "None");
        assertRepr(true, "True");
        assertRepr(false, "False");
        assertRepr(0L, "0");
        assertRepr(Long.MIN_VALUE, "-9223372036854775808");
        assertRepr(BigInteger.TWO.pow(100), "1267650600228229401496703205376");
    }

    @Test
    void floats() {
        assertRepr(1.0, "1.0");
        assertRepr(-0.0, "-0.0");
        assertRepr(0.0, "0.0");
        assertRepr(0.1 + 0.2, "0.30000000000000004");
        assertRepr(100.0, "100.0");
        assertRepr(-123456.789, "-123456.789");
        assertRepr(Double.NaN, "nan");
        assertRepr(Double.POSITIVE_INFINITY, "inf");
        assertRepr(Double.NEGATIVE_INFINITY, "-inf");
    }

    @Test
    void floatsFarFromZeroHaveAnExponent() {
        assertRepr(1e15, "1000000000000000.0");
        assertRepr(9999999999999998.0, "9999999999999998.0");
        assertRepr(1e16, "1e+16");
        assertRepr(1.5e16, "1.5e+16");
        assertRepr(123456789012345680.0, "1.2345678901234568e+17");
        assertRepr(1e22, "1e+22");
        assertRepr(2e23, "2e+23");
        assertRepr(1e100, "1e+100");
        assertRepr(Double.MAX_VALUE, "1.7976931348623157e+308");
    }

    @Test
    void floatsNearZeroHaveAnExponent() {
        assertRepr(0.0001, "0.0001");
        assertRepr(0.00012, "0.00012");
        assertRepr(0.00001, "1e-05");
        assertRepr(0.000012, "1.2e-05");
        assertRepr(-1e-10, "-1e-10");
        assertRepr(Double.MIN_VALUE, "5e-324");
        assertRepr(Double.MIN_NORMAL, "2.2250738585072014e-308");
    }

    @Test
    void stringsChooseTheirQuotes() {
        assertRepr("", "''");
        assertRepr("a", "'a'");
        assertRepr("it's", "\"it's\"");
        assertRepr("\"", "'\"'");
        assertRepr("'\"", "'\\'\"'");
    }

    @Test
    void stringsEscapeWhatDoesNotPrint() {
        assertRepr("\\\n\r\t", "'\\\\\\n\\r\\t'");
        assertRepr("\0\u0007\u001b\u007f", "'\\x00\\x07\\x1b\\x7f'");
        assertRepr("\u0085\u00a0\u00ad", "'\\x85\\xa0\\xad'");
        assertRepr("\u200b\u2028\u3000\ue000\ufeff", "'\\u200b\\u2028\\u3000\\ue000\\ufeff'");
        assertRepr("\udb40\udc01", "'\\U000e0001'");
        assertRepr("\ud83d", "'\\ud83d'");
    }

    @Test
    void stringsKeepWhatPrints() {
        assertRepr("ä ÿ Ω 漢 \ud83d\ude00", "'ä ÿ Ω 漢 \ud83d\ude00'");
        assertRepr("\u0301", "'\u0301'");
    }

    @Test
    void bytes() {
        assertRepr(new byte[] {}, "b''");
        assertRepr("a\n\\ é".getBytes(StandardCharsets.UTF_8), "b'a\\n\\\\ \\xc3\\xa9'");
        assertRepr("it's".getBytes(StandardCharsets.UTF_8), "b\"it's\"");
        assertRepr("'\"".getBytes(StandardCharsets.UTF_8), "b'\\'\"'");
        assertRepr(new byte[] {0, 127, (byte) 255}, "b'\\x00\\x7f\\xff'");
    }

    @Test
    void sequences() {
        assertRepr(List.of(), "[]");
        assertRepr(Arrays.asList(8L, null, List.of("a")), "[8, None, ['a']]");
        assertRepr(Tuple.of(), "()");
        assertRepr(Tuple.of(1L), "(1,)");
        assertRepr(Tuple.of(1L, Tuple.of()), "(1, ())");
    }

    @Test
    void setsAndDicts() {
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>();
        dict.put(1L, 2L);
        dict.put(null, Set.of());
        dict.put(Tuple.of("k"), null);
        assertRepr(Set.of(), "set()");
        assertRepr(new LinkedHashSet<>(List.of(1L, 2L)), "{1, 2}");
        assertRepr(Map.of(), "{}");
        assertRepr(dict, "{1: 2, None: set(), ('k',): None}");
    }

    @Test
    void datesAndTimes() {
        LocalDate day = LocalDate.of(2026, 1, 2);
        assertRepr(day, "datetime.date(2026, 1, 2)");
        assertRepr(LocalTime.MIDNIGHT, "datetime.time(0, 0)");
        assertRepr(LocalTime.of(3, 4, 5), "datetime.time(3, 4, 5)");
        assertRepr(LocalTime.of(3, 4, 0, 6_000), "datetime.time(3, 4, 0, 6)");
        assertRepr(day.atTime(3, 0), "datetime.datetime(2026, 1, 2, 3, 0)");
        assertRepr(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000), "datetime.datetime(2026, 1, 2, 3, 4, 5, 6)");
    }

    @Test
    void zones() {
        assertRepr(OffsetTime.of(1, 2, 0, 0, ZoneOffset.UTC), "datetime.time(1, 2, tzinfo=datetime.timezone.utc)");
        assertRepr(
                OffsetDateTime.of(2026, 1, 2, 3, 4, 0, 0, ZoneOffset.ofHours(-5)),
                "datetime.datetime(2026, 1, 2, 3, 4,"
                        + " tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400)))");
    }

    @Test
    void timedeltas() {
        assertRepr(Duration.ZERO, "datetime.timedelta(0)");
        assertRepr(Duration.ofDays(1), "datetime.timedelta(days=1)");
        assertRepr(Duration.ofMillis(90_061_500), "datetime.timedelta(days=1, seconds=3661, microseconds=500000)");
        assertRepr(Duration.ofNanos(-1_000), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)");
    }
}
