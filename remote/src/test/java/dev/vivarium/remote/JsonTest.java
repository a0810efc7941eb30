package dev.vivarium.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

    static Stream<Arguments> garbled() {
        return Stream.of(
                Arguments.of("", "there is nothing"),
                Arguments.of("{", "it is not well-formed"),
                Arguments.of("[1,", "it is not well-formed"),
                Arguments.of("{} {}", "something follows after the value"),
                Arguments.of("{\"a\": 1, \"a\": 2}", "a member is there twice"),
                Arguments.of("1e999", "the number is too large for a float"),
                Arguments.of("NaN", "it is not well-formed"),
                Arguments.of("'x'", "it is not well-formed"),
                Arguments.of("\"\u0001\"", "it is not well-formed"),
                Arguments.of("9".repeat(2_000), "nested deeper than"),
                Arguments.of("[".repeat(100_000), "nested deeper than"),
                Arguments.of("{\"" + "k".repeat(100_000) + "\": 1}", "or a very long name"));
    }

    @ParameterizedTest
    @MethodSource("garbled")
    void whatIsGarbledIsRefusedInOurOwnWords(String text, String why) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(BadJsonException.class)
                .hasMessageStartingWith("no JSON that is taken here")
                .hasMessageContaining(why)
                .satisfies(refused -> assertThat(String.valueOf(refused.getMessage()))
                        .doesNotContainIgnoringCase("jackson", "java", "Stream"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'})).isInstanceOf(BadJsonException.class);
        assertThat(Json.read("\"ä\"".getBytes(StandardCharsets.UTF_8))).isEqualTo("ä");
    }
}
