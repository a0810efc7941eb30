package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.Outcome;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.testing.Logged;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that do not come up. */
@Timeout(60)
class PoolStartTest {

    private final PoolFixture fixture = new PoolFixture();
    private final Logged poolLog = Logged.by(Pool.class);
    private final Logged staffLog = Logged.by(Staff.class);

    @AfterEach
    void close() {
        fixture.close();
        poolLog.close();
        staffLog.close();
    }

    @Test
    void afterThreeFailedStartsNobodyIsLeftWaitingAndALaterStartServesAgain() {
        fixture.launcher.atLaunch = worker -> worker.die("no java here");
        HostTask queued = fixture.open(1, 0).submit("anna");
        CompletableFuture<?> ready = fixture.pool().whenReady().toCompletableFuture();
        failAgainAfter(Duration.ofMillis(100), 1);
        assertThat(queued.isDone()).as("after two failures there is still hope").isFalse();
        failAgainAfter(Duration.ofMillis(200), 2);
        assertThat(fixture.outcome(queued)).isEqualTo(new Outcome.Rejected("no worker can be started: no java here"));
        await().until(ready::isCompletedExceptionally);
        assertThat(poolLog.texts(Level.ERROR)).containsExactly("no worker can be started: no java here");
        assertThat(fixture.outcome(fixture.submit("ben")))
                .isEqualTo(new Outcome.Rejected("no worker can be started: no java here"));
        fixture.launcher.atLaunch = FakeWorker::ready;
        awaitPause(Duration.ofMillis(400));
        fixture.time.advance(Duration.ofMillis(400));
        fixture.worker(4);
        fixture.settle();
        fixture.submitTo(fixture.worker(4));
    }

    @Test
    void aStartThatFailsOnceIsTriedAgainAfterAPauseAndLosesNothing() {
        fixture.launcher.atLaunch = worker -> worker.die("a bad day");
        HostTask task = fixture.open(1, 0).submit("anna");
        awaitPause(Duration.ofMillis(100));
        fixture.launcher.atLaunch = FakeWorker::ready;
        fixture.time.advance(Duration.ofMillis(99));
        assertThat(fixture.launcher.workers).hasSize(1);
        fixture.time.advance(Duration.ofMillis(1));
        fixture.awaitRun(fixture.worker(2), task);
    }

    @Test
    void aSuccessfulStartMakesThePausesShortAgain() {
        fixture.launcher.atLaunch = worker -> worker.die("a bad day");
        fixture.open(1, 0);
        failAgainAfter(Duration.ofMillis(100), 1);
        awaitPause(Duration.ofMillis(200));
        fixture.launcher.atLaunch = FakeWorker::ready;
        fixture.time.advance(Duration.ofMillis(200));
        fixture.worker(3);
        fixture.settle();
        fixture.launcher.atLaunch = worker -> worker.die("another bad day");
        fixture.worker(3).die("a crash");
        fixture.worker(4);
        awaitPause(Duration.ofMillis(100));
    }

    @Test
    void aLaunchThatThrowsIsAFailedStart() {
        fixture.launcher.atLaunch = _ -> {
            throw new IllegalStateException("thrown by the test");
        };
        HostTask task = fixture.open(1, 0).submit("anna");
        awaitPause(Duration.ofMillis(100));
        fixture.launcher.atLaunch = FakeWorker::ready;
        fixture.time.advance(Duration.ofMillis(100));
        fixture.awaitRun(fixture.worker(2), task);
    }

    @Test
    void aWorkerKilledBeforeItWasReadyIsAFailedStartAndNotReplacedInAHurry() {
        fixture.launcher.atLaunch = worker -> worker.say(new Message.Output(1, "too early"));
        fixture.open(1, 0);
        await().until(() -> fixture.worker(1).killed() != null);
        awaitPause(Duration.ofMillis(100));
        assertThat(fixture.launcher.workers).hasSize(1);
    }

    @Test
    void aWorkerThatIsUpKeepsTheOthersFailuresFromRejectingAnything() {
        fixture.launcher.atLaunch = worker -> {
            if (worker.number == 1) {
                worker.ready();
            } else {
                worker.die("no java here");
            }
        };
        fixture.open(1, 1);
        fixture.settle();
        failAgainAfter(Duration.ofMillis(100), 2);
        failAgainAfter(Duration.ofMillis(200), 3);
        awaitPause(Duration.ofMillis(400));
        fixture.submitTo(fixture.worker(1));
        assertThat(poolLog.texts(Level.ERROR)).isEmpty();
    }

    @Test
    void failuresOfSeveralWorkersAtOnceWaitForOnePause() {
        fixture.launcher.atLaunch = worker -> worker.die("no java here");
        fixture.open(2, 0);
        fixture.worker(2);
        awaitPause(Duration.ofMillis(100));
        assertThat(fixture.time.pending()).isOne();
        fixture.time.advance(Duration.ofMillis(100));
        fixture.worker(4);
        await().until(() -> fixture.time.pending() == 1);
    }

    private void failAgainAfter(Duration pause, int launchedSoFar) {
        awaitPause(pause);
        assertThat(fixture.launcher.workers).hasSize(launchedSoFar);
        fixture.time.advance(pause);
        fixture.worker(launchedSoFar + 1);
    }

    private void awaitPause(Duration pause) {
        await().untilAsserted(() -> assertThat(fixture.time.untilNext()).contains(pause));
    }
}
