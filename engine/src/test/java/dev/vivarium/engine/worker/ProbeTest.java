package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** A probe that fails on a sound runtime would cost a worker at every doubt. */
class ProbeTest {

    @Test
    void aSoundRuntimePassesTheProbe() {
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, new ManualTime())) {
            assertThat(new Soundness(contexts, () -> true, HeapGrowth.ofThisJvm(new ManualTime())).probe())
                    .isEmpty();
        }
    }
}
