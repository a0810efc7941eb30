package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made ahead, what is done in idle times, and what happens when nothing can be made. */
@Timeout(120)
class ReadyContextsTest {

    private static final String NAME = "ready-contexts-test";
    private static final Duration LEISURE = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread));
    }

    @Test
    void exercisesAreDoneOnlyWhileNobodyWantsAContext() {
        AtomicInteger done = new AtomicInteger();
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.take().destroy();
            contexts.start(NAME, () -> {}, new Exercise(done::incrementAndGet, 10, () -> false));
            // Three are made ahead, since one was missed; they count as exercises.
            await().until(() -> contexts.bytesMade() >= 3 * (4L << 20));
            assertThat(done).hasValue(0);
            time.advance(LEISURE.plusNanos(1));
            await().until(() -> done.get() == 7);
        }
        await().until(() -> !isAlive(NAME));
    }

    @Test
    void aRuntimeThatMakesNoContextIsNotAskedAgainAndAgain() {
        GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
        engine.close();
        try (ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.start(NAME + "-broken", () -> {}, new Exercise(() -> {}, 0, () -> false));
            await().until(() -> !isAlive(NAME + "-broken"));
            assertThatThrownBy(contexts::take).isInstanceOf(IllegalStateException.class);
        }
    }
}
