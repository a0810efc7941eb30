package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits SOUND = Policy.PLAYER.limits();

    @Test
    void aTimeoutThatIsNotPositiveIsRefused() {
        assertRefused(() -> SOUND.withTimeout(Limit.of(Duration.ZERO)), "limit timeout must be positive, not PT0S");
        assertRefused(
                () -> SOUND.withTimeout(Limit.of(Duration.ofNanos(-1))),
                "limit timeout must be positive, not PT-0.000000001S");
    }

    @Test
    void zeroItemsAreRefused() {
        assertRefused(() -> withItems(Limit.of(0)), "limit valueItems must be at least 1, not 0");
        assertRefused(() -> withItems(Limit.of(-7)), "limit valueItems must be at least 1, not -7");
    }

    @Test
    void aDepthOutsideOfWhatTheStacksHoldIsRefused() {
        assertRefused(() -> withDepth(Limit.of(0)), "limit valueDepth must be from 1 to 200, not 0");
        assertRefused(() -> withDepth(Limit.of(201)), "limit valueDepth must be from 1 to 200, not 201");
        assertRefused(() -> withDepth(Limit.unlimited()), "limit valueDepth can't be unlimited, not unlimited");
    }

    @Test
    void valuesLargerThanAFrameAreRefused() {
        assertRefused(
                () -> withValues(Limit.of(new ByteSize(Limits.LARGEST_VALUES + 1))),
                "limit values must be at most 33554432B, not 33554433B");
        assertRefused(() -> withValues(Limit.unlimited()), "limit values can't be unlimited, not unlimited");
    }

    @Test
    void theOutermostBoundsAreAllowed() {
        assertThat(withDepth(Limit.of(Limits.DEEPEST_VALUE)).valueDepth().most())
                .contains(Limits.DEEPEST_VALUE);
        assertThat(withDepth(Limit.of(1)).valueDepth().most()).contains(1);
        assertThat(withItems(Limit.of(1)).valueItems().most()).contains(1);
        assertThat(withValues(Limit.of(new ByteSize(Limits.LARGEST_VALUES)))
                        .values()
                        .most())
                .isPresent();
        assertThat(SOUND.withTimeout(Limit.of(Duration.ofNanos(1))).timeout().most())
                .contains(Duration.ofNanos(1));
    }

    @Test
    void timeOutputItemsAndSourceMayBeUnlimitedByName() {
        Limits open = new Limits(
                Limit.unlimited(),
                Limit.unlimited(),
                SOUND.values(),
                Limit.unlimited(),
                SOUND.valueDepth(),
                Limit.unlimited());
        assertThat(open.timeout().most()).isEmpty();
        assertThat(open.output().most()).isEmpty();
        assertThat(open.valueItems().most()).isEmpty();
        assertThat(open.source().most()).isEmpty();
    }

    @Test
    void aChangedCopyDiffersInThatLimitAlone() {
        Limits other = SOUND.withOutput(Limit.of(ByteSize.kib(1)));
        assertThat(other.output()).isEqualTo(Limit.of(ByteSize.kib(1)));
        assertThat(other.withOutput(SOUND.output())).isEqualTo(SOUND);
        Limits slower = SOUND.withTimeout(Limit.of(Duration.ofHours(1)));
        assertThat(slower.timeout()).isEqualTo(Limit.of(Duration.ofHours(1)));
        assertThat(slower.withTimeout(SOUND.timeout())).isEqualTo(SOUND);
    }

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Limits withItems(Limit<Integer> items) {
        return new Limits(SOUND.timeout(), SOUND.output(), SOUND.values(), items, SOUND.valueDepth(), SOUND.source());
    }

    private static Limits withDepth(Limit<Integer> depth) {
        return new Limits(SOUND.timeout(), SOUND.output(), SOUND.values(), SOUND.valueItems(), depth, SOUND.source());
    }

    private static Limits withValues(Limit<ByteSize> values) {
        return new Limits(
                SOUND.timeout(), SOUND.output(), values, SOUND.valueItems(), SOUND.valueDepth(), SOUND.source());
    }
}
