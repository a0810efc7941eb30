package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits SOUND = Presets.PLAYER.limits();

    @Test
    void aTimeoutThatIsNotPositiveIsRefused() {
        assertRefused(
                () -> SOUND.with(Limits.TIMEOUT, Duration.ZERO),
                "limit timeout must be at least 1ms, not 0s; for no limit say unlimited");
        assertRefused(
                () -> SOUND.with(Limits.TIMEOUT, Duration.ofNanos(-1)),
                "limit timeout must be at least 1ms, not -0.000001ms; for no limit say unlimited");
    }

    @Test
    void zeroItemsAreRefused() {
        assertRefused(
                () -> SOUND.with(Limits.VALUE_ITEMS, 0),
                "limit valueItems must be at least 1, not 0; for no limit say unlimited");
        assertRefused(
                () -> SOUND.with(Limits.VALUE_ITEMS, -7),
                "limit valueItems must be at least 1, not -7; for no limit say unlimited");
    }

    @Test
    void aDepthOutsideOfWhatTheStacksHoldIsRefused() {
        assertRefused(
                () -> SOUND.with(Limits.VALUE_DEPTH, 0),
                "limit valueDepth must be at least 1, not 0; for no limit say unlimited");
        assertRefused(() -> SOUND.with(Limits.VALUE_DEPTH, 201), "limit valueDepth must be at most 200, not 201");
        assertRefused(
                () -> SOUND.with(Limits.VALUE_DEPTH, Limit.unlimited()),
                "limit valueDepth can't be unlimited; at most 200");
    }

    @Test
    void valuesLargerThanAFrameAreRefused() {
        assertRefused(
                () -> SOUND.with(Limits.VALUES, new ByteSize(ByteSize.mib(32).bytes() + 1)),
                "limit values must be at most 32MB, not 33554433B");
        assertRefused(
                () -> SOUND.with(Limits.VALUES, Limit.unlimited()), "limit values can't be unlimited; at most 32MB");
    }

    @Test
    void theOutermostBoundsAreAllowed() {
        Limits outermost = SOUND.with(Limits.VALUE_DEPTH, Limits.DEEPEST_VALUE)
                .with(Limits.VALUE_ITEMS, 1)
                .with(Limits.VALUES, ByteSize.mib(32))
                .with(Limits.TIMEOUT, Duration.ofMillis(1));
        assertThat(outermost.of(Limits.VALUE_DEPTH).most()).contains(200);
        assertThat(outermost.of(Limits.VALUE_ITEMS).most()).contains(1);
        assertThat(outermost.of(Limits.VALUES).most()).contains(ByteSize.mib(32));
        assertThat(outermost.of(Limits.TIMEOUT).most()).contains(Duration.ofMillis(1));
    }

    @Test
    void theWidestLimitsHaveABoundOnlyWhereThereIsAHighestOne() {
        Limits widest = Limits.widest();
        assertThat(widest.of(Limits.TIMEOUT).most()).isEmpty();
        assertThat(widest.of(Limits.CALLS).most()).isEmpty();
        assertThat(widest.of(Limits.VALUE_DEPTH).most()).contains(200);
        assertThat(Limits.KEYS)
                .allSatisfy(key -> assertThat(widest.of(key).most().isPresent())
                        .isEqualTo(key.highest().isPresent()));
    }

    @Test
    void namesOfLimitsAreUnique() {
        assertThat(Limits.KEYS).extracting(LimitKey::name).doesNotHaveDuplicates();
    }

    @Test
    void aChangedCopyDiffersInThatLimitAlone() {
        Limits other = SOUND.with(Limits.OUTPUT, ByteSize.kib(1));
        assertThat(other.of(Limits.OUTPUT)).isEqualTo(Limit.of(ByteSize.kib(1)));
        assertThat(other).isNotEqualTo(SOUND);
        assertThat(other.with(Limits.OUTPUT, SOUND.of(Limits.OUTPUT)))
                .isEqualTo(SOUND)
                .hasSameHashCodeAs(SOUND);
        Limits slower = SOUND.with(Limits.TIMEOUT, Duration.ofHours(1));
        assertThat(slower.of(Limits.TIMEOUT)).isEqualTo(Limit.of(Duration.ofHours(1)));
        assertThat(slower.with(Limits.TIMEOUT, SOUND.of(Limits.TIMEOUT))).isEqualTo(SOUND);
    }

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
