package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout | 0s | limit timeout must be at least 1ms, not 0s; for no limit say unlimited",
                "timeout | 0.5ms | limit timeout must be at least 1ms, not 0.5ms; for no limit say unlimited",
                "calls | 0 | limit calls must be at least 1, not 0; for no limit say unlimited",
                "source | unlimited | limit source can't be unlimited; at most 16MB",
            })
    void aLimitThatBreaksItsKeysRulesIsRefusedByTheRule(String name, String text, String message) {
        assertThatThrownBy(() -> key(name).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLimitIsReadAsItIsShown() {
        assertThat(Limits.TIMEOUT.parse("2s")).isEqualTo(Limit.of(Duration.ofSeconds(2)));
        assertThat(Limits.CALLS.parse("unlimited")).isEqualTo(Limit.<Integer>unlimited());
        assertThat(Limits.CALLS.show(Limit.unlimited())).isEqualTo("unlimited");
        assertThat(Limits.MEMORY.show(Limit.of(ByteSize.mib(64)))).isEqualTo("64MB");
    }

    private static LimitKey<?> key(String name) {
        return Limits.KEYS.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
