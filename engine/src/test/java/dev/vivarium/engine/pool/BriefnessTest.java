package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BriefnessTest {

    private static final int OFTEN = 8;
    private static final int MOST_SOURCES = 1_000;
    private static final long BRIEF = Duration.ofMillis(3).toNanos();

    private final Briefness briefness = new Briefness();
    private final Script script = Script.of("pass");

    private void returned(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            briefness.returned(script, nanos);
        }
    }

    @Test
    void aSourceIsBriefThatWasSoEightTimesInARow() {
        returned(OFTEN - 1, BRIEF);
        assertThat(briefness.isBrief(script)).isFalse();
        returned(1, BRIEF);
        assertThat(briefness.isBrief(script)).isTrue();
        assertThat(briefness.isBrief(Script.of("pass "))).isFalse();
    }

    @Test
    void oneThatTookLongOnceBeginsAnew() {
        returned(2 * OFTEN, BRIEF);
        returned(1, BRIEF + 1);
        assertThat(briefness.isBrief(script)).isFalse();
        returned(OFTEN, 0);
        briefness.tookLong(script);
        returned(OFTEN - 1, 0);
        assertThat(briefness.isBrief(script)).isFalse();
    }

    @Test
    void theSourceThatWasNotRunForLongestIsForgottenFirst() {
        returned(OFTEN, BRIEF);
        for (int i = 0; i < MOST_SOURCES; i++) {
            briefness.returned(Script.of("x = " + i), 0);
        }
        assertThat(briefness.isBrief(script)).isFalse();
    }
}
