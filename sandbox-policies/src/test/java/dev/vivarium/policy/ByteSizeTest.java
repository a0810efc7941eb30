package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void sizesBelowOneByteAreRefusedByTheirNumber(long bytes) {
        assertThatThrownBy(() -> new ByteSize(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a size must be at least 1 byte, not " + bytes);
    }

    @Test
    void sizesBeyondWhatCanBeCountedAreRefusedInsteadOfTurningNegative() {
        assertThatThrownBy(() -> ByteSize.kib(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ByteSize.mib(Long.MAX_VALUE / 1024)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void unitsAreBinary() {
        assertThat(ByteSize.kib(3).bytes()).isEqualTo(3 * 1024);
        assertThat(ByteSize.mib(3).bytes()).isEqualTo(3 * 1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"1, 1B", "1023, 1023B", "1024, 1KB", "1025, 1025B", "1048576, 1MB", "1572864, 1536KB"})
    void theTextUsesTheLargestUnitThatFitsExactly(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void sizesCompareByTheirBytes() {
        assertThat(ByteSize.kib(1024)).isEqualByComparingTo(ByteSize.mib(1));
        assertThat(ByteSize.kib(1)).isLessThan(new ByteSize(1025));
    }
}
