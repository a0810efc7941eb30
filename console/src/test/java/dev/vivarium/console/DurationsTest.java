package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

    private static void assertRefused(String text, String part) {
        assertThatThrownBy(() -> Durations.parse("--timeout", text))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll("--timeout", part, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "", "s", "5 s", "5S", "5sec", "1,5s", ".5s", "1.s", "1e3s", "٥s", "5s\n", "5d"})
    void refusesWhatHasNoNumberOrUnit(String text) {
        assertRefused(text, "unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0.0ms", "-1s", "0.0000001ms"})
    void refusesWhatIsNotPositive(String text) {
        assertRefused(text, "more than zero");
    }

    @Test
    void refusesMoreThanAYear() {
        assertThat(Durations.parse("--timeout", "8760h")).isEqualTo(Duration.ofDays(365));
        assertRefused("8761h", "at most a year");
        assertRefused("999999999999h", "at most a year");
    }

    @ParameterizedTest
    @CsvSource({"5s, PT5S", "250ms, PT0.25S", "2m, PT2M", "1h, PT1H", "1.5s, PT1.5S", "0.5h, PT30M"})
    void readsNumbersWithTheirUnit(String text, Duration duration) {
        assertThat(Durations.parse("--timeout", text)).isEqualTo(duration);
    }
}
