package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import org.junit.jupiter.api.Test;

/** What makes a source hot, and that what is remembered has an end. */
class HeatTest {

    private static final long HOT_NANOS = 300_000_000;
    private static final long COLD_NANOS = 10_000_000;
    private static final int MOST_SOURCES = 1_000;

    private final Heat heat = new Heat();
    private final Script script = Script.of("pass");

    @Test
    void aSourceIsHotOnceItsRunsHaveUsedSoMuch() {
        heat.returned(script, COLD_NANOS + HOT_NANOS - 1);
        assertThat(heat.isHot(script)).isFalse();
        heat.returned(script, COLD_NANOS + 1);
        assertThat(heat.isHot(script)).isTrue();
    }

    @Test
    void aSmallSourceStaysColdHoweverOftenItRuns() {
        for (int i = 0; i < 1_000; i++) {
            heat.returned(script, COLD_NANOS);
        }
        assertThat(heat.isHot(script)).isFalse();
    }

    @Test
    void theSameSourceOfAnotherOwnerIsAsHot() {
        heat.returned(script, COLD_NANOS + HOT_NANOS);
        assertThat(heat.isHot(Script.of("pass").ownedBy("another"))).isTrue();
        assertThat(heat.isHot(Script.of("pass "))).isFalse();
    }

    @Test
    void aWorkersNonsenseAboutTimeNeitherOverflowsNorCools() {
        heat.returned(script, Long.MAX_VALUE);
        heat.returned(script, Long.MAX_VALUE);
        assertThat(heat.isHot(script)).isTrue();
        heat.returned(script, Long.MIN_VALUE);
        assertThat(heat.isHot(script)).isTrue();
    }

    @Test
    void theSourceThatWasNotRunForLongestIsForgotten() {
        heat.returned(script, COLD_NANOS + HOT_NANOS);
        Script kept = Script.of("kept");
        heat.returned(kept, COLD_NANOS + HOT_NANOS);
        for (int i = 0; i < MOST_SOURCES - 2; i++) {
            heat.returned(Script.of("other " + i), COLD_NANOS + 1);
        }
        heat.returned(kept, 0);
        assertThat(heat.isHot(script)).isTrue();
        heat.returned(Script.of("one more"), COLD_NANOS + 1);
        assertThat(heat.isHot(script)).isFalse();
        assertThat(heat.isHot(kept)).isTrue();
    }
}
