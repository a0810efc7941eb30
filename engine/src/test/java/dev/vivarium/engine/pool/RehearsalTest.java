package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.engine.link.Message.Started;
import dev.vivarium.engine.link.Receiver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That all of it comes to its end, waits for scripts, and how it is broken off. */
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

    private static Rehearsal rehearsal(AtomicBoolean done, int runs) {
        return new Rehearsal(done, runs, Rehearsal.Echo::new);
    }

    @Test
    void everyRunReturns() throws Exception {
        try (Rehearsal some = rehearsal(new AtomicBoolean(), 120)) {
            assertThat(some.run(() -> true)).isEqualTo(120);
        }
    }

    @Test
    void waitsAsLongAsSomebodyWaitsForAScript() {
        AtomicBoolean idle = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        try (Rehearsal patient = new Rehearsal(new AtomicBoolean(), 1, far -> counting(far, answered))) {
            patient.start(() -> {
                looks.incrementAndGet();
                return idle.get();
            });
            await().until(() -> looks.get() > 2);
            assertThat(answered).hasValue(0);
            idle.set(true);
            await().until(() -> answered.get() == 1);
        }
    }

    @Test
    void aCloseBreaksItOffAndTheNextOneBeginsAnew() {
        AtomicBoolean done = new AtomicBoolean();
        Rehearsal first = rehearsal(done, Integer.MAX_VALUE);
        first.start(() -> true);
        await().until(() -> isAlive("vivarium-pool-rehearsal"));
        first.close();
        await().until(() -> !done.get());
        try (Rehearsal second = rehearsal(done, Integer.MAX_VALUE)) {
            second.start(() -> true);
            assertThat(done).isTrue();
        }
    }

    @Test
    void aCloseEndsItWhileItWaits() {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Rehearsal patient = rehearsal(done, 1);
        patient.start(() -> {
            looks.incrementAndGet();
            return false;
        });
        await().until(() -> looks.get() > 0);
        patient.close();
        await().until(() -> !done.get());
    }

    @Test
    void whoIsClosedBeforehandDoesNotBegin() {
        AtomicBoolean done = new AtomicBoolean();
        Rehearsal closed = rehearsal(done, 1);
        closed.close();
        closed.start(() -> true);
        assertThat(done).isFalse();
    }

    @Test
    void endsWithAFarEndThatDies() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (Rehearsal cut = new Rehearsal(new AtomicBoolean(), 100, far -> dying(far, answered))) {
            assertThat(cut.run(() -> true)).isEqualTo(3);
        }
    }

    @Test
    void whoComesAfterItDoesNothing() {
        try (Rehearsal late = rehearsal(new AtomicBoolean(true), 1)) {
            late.start(() -> true);
            assertThat(isAlive("vivarium-rehearsal")).isFalse();
        }
    }

    /** Answers as a rehearsal's own far end does. */
    private static Receiver<FromHost> counting(Link<FromWorker, FromHost> far, AtomicInteger answered) {
        return answering(far, answered, Integer.MAX_VALUE);
    }

    /** Answers three, and is gone in the middle of the fourth. */
    private static Receiver<FromHost> dying(Link<FromWorker, FromHost> far, AtomicInteger answered) {
        return answering(far, answered, 3);
    }

    private static Receiver<FromHost> answering(Link<FromWorker, FromHost> far, AtomicInteger answered, int most) {
        Rehearsal.Echo echo = new Rehearsal.Echo(far);
        return new Receiver<>() {

            @Override
            public void message(FromHost message) {
                if (message instanceof Run run && answered.incrementAndGet() > most) {
                    far.send(new Started(run.task()));
                    far.close("it died");
                } else {
                    echo.message(message);
                }
            }

            @Override
            public void closed(String reason) {
                echo.closed(reason);
            }
        };
    }
}
