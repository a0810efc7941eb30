package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "5 s", "-5s", "+5s", "5S", "1e3s", "\u0665s", "5s\n", "999999999h", "0.0000001ms"})
    void whatIsNoTimeIsRefused(String text) {
        assertRefused(Unit.DURATION, text, "no time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "MB", "64 MB", "64mb", "1.5MB", "-1B", "\u0665B", "64MiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertRefused(Unit.SIZE, text, "no size");
    }

    @Test
    void sizesBeyondWhatCanBeCountedAreRefused() {
        assertRefused(Unit.SIZE, "999999999999GB", "more than can be counted");
        assertRefused(Unit.SIZE, "0B", "at least 1 byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", "1_000", "0x10", "\u0665", "2147483648", "many"})
    void whatIsNoCountIsRefused(String text) {
        assertRefused(Unit.COUNT, text, "no count");
    }

    private static void assertRefused(Unit<?> unit, String text, String part) {
        assertThatThrownBy(() -> unit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S, 250ms",
        "1.5s, PT1.5S, 1500ms",
        "1.5ms, PT0.0015S, 1.5ms",
        "0.000001ms, PT0.000000001S, 0.000001ms",
        "90s, PT90S, 90s",
        "120s, PT2M, 2m",
        "0.5h, PT30M, 30m",
        "48h, PT48H, 48h",
        "0s, PT0S, 0s"
    })
    void timesAreReadAndShownExactly(String text, Duration time, String shown) {
        assertThat(Unit.DURATION.parse(text)).isEqualTo(time);
        assertThat(Unit.DURATION.format(time)).isEqualTo(shown);
        assertThat(Unit.DURATION.parse(shown)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"512B, 512, 512B", "64KB, 65536, 64KB", "1024KB, 1048576, 1MB", "1GB, 1073741824, 1024MB"})
    void sizesAreReadAndShownExactly(String text, long bytes, String shown) {
        assertThat(Unit.SIZE.parse(text)).isEqualTo(new ByteSize(bytes));
        assertThat(Unit.SIZE.format(new ByteSize(bytes))).isEqualTo(shown);
        assertThat(Unit.SIZE.parse(shown)).isEqualTo(new ByteSize(bytes));
    }

    @Test
    void countsAreReadAndShown() {
        assertThat(Unit.COUNT.parse("1000")).isEqualTo(1000);
        assertThat(Unit.COUNT.format(1000)).isEqualTo("1000");
    }
}
