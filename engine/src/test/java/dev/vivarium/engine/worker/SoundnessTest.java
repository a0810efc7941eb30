package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What makes a worker doubt itself, and what makes it go. */
class SoundnessTest {

    private static final GuestEngine ENGINE = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
    private static final End GOOD = new End.Returned(List.of());

    private final ManualTime time = new ManualTime();
    private long left;
    private boolean usedUp;
    private int questions;
    private final Soundness soundness =
            new Soundness(new ReadyContexts(ENGINE, time), this::ask, new HeapGrowth(() -> left, 100, () -> {}, time));

    private boolean ask() {
        questions++;
        return usedUp;
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void aSoundRuntimeIsNotGivenUpForADoubt() {
        usedUp = true;
        assertThat(soundness.damage(GOOD)).isEmpty();
        assertThat(soundness.damage(new End.Broken("no reason"))).isEmpty();
        assertThat(questions).as("asking wipes the mark").isEqualTo(2);
    }

    @Test
    void whatFailedAfterAnEndIsDoubtedOnce() {
        soundness.doubt();
        assertThat(soundness.damage(GOOD)).isEmpty();
    }

    @Test
    void aHeapThatStaysFullMakesTheWorkerWeary() {
        soundness.lookAtHeap();
        assertThat(soundness.weariness()).isEmpty();
        left = 101;
        soundness.lookAtHeap();
        assertThat(soundness.weariness()).contains("its heap stays full");
    }
}
