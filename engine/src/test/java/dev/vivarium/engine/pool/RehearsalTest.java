package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That all of it comes to its end, and how it is broken off. */
@Timeout(60)
class RehearsalTest {

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread));
    }

    @AfterEach
    void nothingIsLeft() {
        await().until(() -> !isAlive("vivarium-rehearsal") && !isAlive("vivarium-pool-rehearsal"));
    }

    @Test
    void everyRunReturns() throws Exception {
        assertThat(Rehearsal.run(50)).isEqualTo(50);
    }

    @Test
    void aCloseBreaksItOffAndTheNextOneBeginsAnew() {
        AtomicBoolean done = new AtomicBoolean();
        Rehearsal first = new Rehearsal(done);
        first.start();
        await().until(() -> isAlive("vivarium-pool-rehearsal"));
        first.close();
        await().until(() -> !done.get());
        try (Rehearsal second = new Rehearsal(done)) {
            second.start();
            assertThat(done).isTrue();
        }
    }

    @Test
    void whoComesAfterItDoesNothing() {
        try (Rehearsal late = new Rehearsal(new AtomicBoolean(true))) {
            late.start();
            assertThat(isAlive("vivarium-rehearsal")).isFalse();
        }
    }
}
