package dev.vivarium.console.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of the scripts beside an attack. */
class OthersTest {

    private static Optional<String> innocent(Outcome outcome, String... messages) {
        return Innocent.wrong(Optional.of(outcome), List.of(messages));
    }

    @Test
    void theInnocentScriptMustGiveItsWholeAnswer() {
        assertThat(innocent(Scene.returned(Innocent.answer()), Innocent.message()))
                .isEmpty();
        assertThat(innocent(Scene.returned(Innocent.answer()))).isPresent();
        assertThat(innocent(Scene.returned(Innocent.answer().replace("STRASSE", "")), Innocent.message()))
                .isPresent();
        assertThat(innocent(Scene.failed("ValueError", "", ""), Innocent.message()))
                .isPresent();
        assertThat(Innocent.wrong(Optional.empty(), List.of())).isPresent();
    }

    @Test
    void theWaitingTaskMustEndTruthfully() {
        assertThat(Companion.wrong(Scene.returned("awake"))).isEmpty();
        assertThat(Companion.wrong(new Outcome.Lost("its worker ran out of memory", Usage.NONE)))
                .isEmpty();
        assertThat(Companion.wrong(new Outcome.Lost(" ", Usage.NONE))).isPresent();
        assertThat(Companion.wrong(Scene.returned("asleep"))).isPresent();
        assertThat(Companion.wrong(Scene.timedOut())).isPresent();
        assertThat(Companion.wrong(new Outcome.LimitExceeded("cpu", "1", "2", Usage.NONE)))
                .isPresent();
        assertThat(Companion.wrong(Scene.failed("ValueError", "", ""))).isPresent();
    }
}
