package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Limits;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VariablesTest {

    private static @Nullable Object value(String json) {
        return Variables.parse(List.of("x=" + json)).get("x");
    }

    private static void assertRefused(List<String> words, String... parts) {
        assertThatThrownBy(() -> Variables.parse(words))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll(parts)
                .message()
                .hasLineCount(1)
                .doesNotContain("REDACTED", "tools.jackson");
    }

    @Test
    void refusesWordsWithoutNameOrValue() {
        assertRefused(List.of("testvar"), "NAME=JSON", "--var testvar=3", "'testvar'");
        assertRefused(List.of("=3"), "NAME=JSON");
        assertRefused(List.of("x="), "--var x", "there is nothing");
    }

    @Test
    void refusesASecondValue() {
        assertRefused(List.of("x=1", "y=2", "x=null"), "--var x is given more than once");
        assertRefused(List.of("x=null", "x=null"), "--var x is given more than once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "'a'",
                "[1",
                "{\"a\":}",
                "1 2",
                "[1]]",
                "01",
                "NaN",
                "+1",
                "1e999",
                "\"a",
                "\"\t\"",
                "{\"a\":1,\"a\":2}",
                "[\n1",
                "-"
            })
    void refusesWhatIsNotJson(String json) {
        assertRefused(List.of("x=" + json), "--var x", "is not JSON");
    }

    @Test
    void refusesWhatIsTooDeep() {
        int tooDeep = Limits.DEEPEST_VALUE + 2;
        assertRefused(List.of("x=" + "[".repeat(tooDeep) + "]".repeat(tooDeep)), "--var x", "…'");
    }

    @ParameterizedTest
    @CsvSource({"anna b, --var 'x=\"anna b\"'", "True, --var x=true", "None, --var x=null", "$, --var 'x=\"anna\"'"})
    void saysHowItShouldLook(String json, String example) {
        assertRefused(List.of("x=" + json), example);
    }

    @Test
    void readsScalars() {
        assertThat(value("null")).isNull();
        assertThat(value("true")).isEqualTo(true);
        assertThat(value(" 3 ")).isEqualTo(3L);
        assertThat(value("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(value("9223372036854775808")).isEqualTo(BigInteger.TWO.pow(63));
        assertThat(value("1" + "0".repeat(5000))).isEqualTo(BigInteger.TEN.pow(5000));
        assertThat(value("1.0")).isEqualTo(1.0);
        assertThat(value("1e3")).isEqualTo(1000.0);
        assertThat(value("\"a=\\u00e9\"")).isEqualTo("a=é");
    }

    @Test
    void readsContainers() {
        assertThat(value("[1, null, [2.5]]")).isEqualTo(Arrays.asList(1L, null, List.of(2.5)));
        assertThat(value("{\"b\": {}, \"a\": [true]}")).isEqualTo(Map.of("b", Map.of(), "a", List.of(true)));
        assertThat(Variables.parse(List.of("b=1", "a=2"))).containsExactly(Map.entry("b", 1L), Map.entry("a", 2L));
    }
}
