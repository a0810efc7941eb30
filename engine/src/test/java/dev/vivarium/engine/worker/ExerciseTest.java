package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExerciseTest {

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();

    private Exercise times(int times) {
        return new Exercise(done::incrementAndGet, times, busy::get);
    }

    @Test
    void itWaitsForAComputingScript() {
        Exercise exercise = times(1);
        busy.set(true);
        assertThat(exercise.isOpportune()).isFalse();
        assertThat(exercise.isWanted()).isTrue();
        busy.set(false);
        assertThat(exercise.isOpportune()).isTrue();
    }

    @Test
    void thereIsOneAtATime() {
        Exercise exercise = times(2);
        exercise.begin();
        assertThat(exercise.isOpportune()).isFalse();
        exercise.run();
        exercise.end();
        assertThat(exercise.isOpportune()).isTrue();
    }

    @Test
    void aContextForSomebodyCountsAsOne() throws Exception {
        Exercise exercise = times(2);
        exercise.begin();
        exercise.run();
        assertThat(exercise.await(Duration.ZERO)).isFalse();
        assertThat(exercise.isDone()).isFalse();
        exercise.spare();
        assertThat(exercise.await(Duration.ZERO)).isTrue();
        assertThat(exercise.isWanted()).isFalse();
        assertThat(exercise.isDone()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void whoNeedsNoneKeepsNobodyWaiting() throws Exception {
        assertThat(times(0).await(Duration.ZERO)).isTrue();
        assertThat(times(0).isDone()).isFalse();
    }
}
