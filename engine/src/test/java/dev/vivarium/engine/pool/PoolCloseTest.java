package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.testing.Logged;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close ends everything once, whatever state it is in. */
@Timeout(60)
class PoolCloseTest {

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tasksInEveryStateHaveTheirOutcomeWhenTheCloseReturns() {
        // The fifth worker never comes up.
        fixture.launcher.atLaunch = worker -> {
            if (worker.number < 5) {
                worker.ready();
            }
        };
        fixture.open(new PoolSettings("test", 5, 0, 100, 1, Long.MAX_VALUE));
        IntStream.rangeClosed(1, 5).forEach(fixture::worker);
        fixture.settle();
        fixture.submitTo(fixture.worker(1));
        fixture.beginIn(fixture.worker(2));
        fixture.beginIn(fixture.worker(3));
        fixture.worker(3).park(3);
        HostTask stopping = fixture.beginIn(fixture.worker(4));
        stopping.kill();
        fixture.submit("queued");
        fixture.awaitState(stopping, "STOPPING");
        fixture.pool().close();
        assertThat(fixture.tasks).hasSize(5).allMatch(HostTask::isDone);
        assertThat(fixture.tasks)
                .allSatisfy(task -> assertThat(fixture.outcome(task))
                        .isInstanceOfSatisfying(
                                Outcome.Killed.class,
                                killed -> assertThat(killed.reason()).isEqualTo("Vivarium was closed")));
        assertThat(fixture.launcher.workers).hasSize(5).allMatch(FakeWorker::isGone);
        fixture.assertEachEndedOnce();
    }

    @Test
    void closingAgainDoesNothing() {
        fixture.open(1, 1).beginIn(fixture.worker(1));
        fixture.pool().close();
        fixture.pool().close();
        assertThat(fixture.launcher.workers).hasSize(2);
        fixture.assertEachEndedOnce();
    }

    @Test
    void twoMayCloseAtTheSameTime() {
        fixture.open(1, 0).beginIn(fixture.worker(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(fixture.pool()::close, threads),
                            CompletableFuture.runAsync(fixture.pool()::close, threads))
                    .join();
        }
        fixture.assertEachEndedOnce();
    }

    @Test
    void aTaskSubmittedAfterTheCloseHasAnOutcomeToo() {
        fixture.open(1, 0).pool().close();
        assertThat(fixture.submit("late").outcome()).contains(new Outcome.Killed("Vivarium was closed", Usage.NONE));
        fixture.assertEachEndedOnce();
    }

    @Test
    void tasksSubmittedWhileItClosesHaveOneOutcomeEach() {
        fixture.launcher.atLaunch = worker -> {
            worker.reaction = (self, message) -> {
                if (message instanceof Message.Run run) {
                    self.begin(run.task());
                    self.finish(run.task());
                }
            };
            worker.ready();
        };
        fixture.open(2, 0);
        Thread closer = Thread.ofVirtual().unstarted(fixture.pool()::close);
        for (int i = 0; i < 500; i++) {
            if (i == 250) {
                closer.start();
            }
            fixture.submit("owner " + i % 3);
        }
        fixture.assertEachEndedOnce();
        await().until(() -> !closer.isAlive());
    }

    @Test
    void aWorkerThatNothingCanEndDoesNotKeepItsTaskFromItsOutcome() {
        try (Logged log = Logged.by(Pool.class)) {
            HostTask task = fixture.open(1, 0).beginIn(fixture.worker(1));
            fixture.worker(1).immortal = true;
            fixture.pool().close();
            assertThat(task.outcome())
                    .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Killed.class));
            assertThat(log.texts(Level.ERROR)).containsExactly("the pool's workers did not end within PT5S");
        }
        fixture.assertEachEndedOnce();
    }

    @Test
    void noWorkerIsStartedAfterTheClose() {
        fixture.open(2, 1);
        fixture.worker(3);
        fixture.pool().close();
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(fixture.launcher.workers).hasSize(3).allMatch(FakeWorker::isGone);
        assertThat(fixture.counters.workersLost.sum())
                .as("they were not wanted any more")
                .isZero();
    }
}
