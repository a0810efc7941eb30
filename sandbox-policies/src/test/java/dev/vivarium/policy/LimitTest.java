package dev.vivarium.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void usingMoreThanTheBoundIsRefusedAndUsingExactlyTheBoundIsNot() {
        Limit<Integer> limit = Limit.of(5);
        assertThat(limit.allows(6)).isFalse();
        assertThat(limit.allows(5)).isTrue();
        assertThat(limit.allows(4)).isTrue();
    }

    @Test
    void unlimitedHasNoBoundAndAllowsAnything() {
        Limit<Integer> limit = Limit.unlimited();
        assertThat(limit.most()).isEmpty();
        assertThat(limit.allows(Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void theTighterOfTwoIsTheLowerBoundWhicheverIsAsked() {
        Limit<Integer> low = Limit.of(1);
        Limit<Integer> high = Limit.of(2);
        assertThat(low.tighter(high)).isEqualTo(low);
        assertThat(high.tighter(low)).isEqualTo(low);
    }

    @Test
    void anyBoundIsTighterThanNone() {
        Limit<Integer> bound = Limit.of(1);
        assertThat(bound.tighter(Limit.unlimited())).isEqualTo(bound);
        assertThat(Limit.<Integer>unlimited().tighter(bound)).isEqualTo(bound);
        assertThat(Limit.<Integer>unlimited().tighter(Limit.unlimited())).isEqualTo(Limit.<Integer>unlimited());
    }

    @Test
    void theTextIsTheBoundOrTheWordUnlimited() {
        assertThat(Limit.of(ByteSize.kib(3))).hasToString("3KB");
        assertThat(Limit.<Integer>unlimited()).hasToString("unlimited");
    }
}
