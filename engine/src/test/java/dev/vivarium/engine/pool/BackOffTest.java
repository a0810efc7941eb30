package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void pausesDoubleUntilTheLongest() {
        assertThat(Stream.generate(backOff::failed).limit(9).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L);
    }

    @Test
    void pausesStayTheLongestHoweverManyStartsFail() {
        assertThat(Stream.generate(backOff::failed).limit(1_000).reduce((_, last) -> last))
                .contains(Duration.ofSeconds(10));
        assertThat(backOff.failures()).isEqualTo(1_000);
    }

    @Test
    void aSuccessMakesThemShortAgain() {
        backOff.failed();
        backOff.failed();
        backOff.succeeded();
        assertThat(backOff.failures()).isZero();
        assertThat(backOff.failed()).isEqualTo(Duration.ofMillis(100));
    }
}
