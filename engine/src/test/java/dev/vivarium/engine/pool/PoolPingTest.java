package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signs of life. */
@Timeout(60)
class PoolPingTest {

    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWorkerThatMissesThreePingsIsKilledAndReplaced() {
        FakeWorker worker = open();
        HostTask task = fixture.submit(Script.of("x").within(Duration.ofMinutes(10)));
        fixture.awaitRun(worker, task);
        worker.begin(1);
        for (int sent = 1; sent <= 3; sent++) {
            fixture.advance(PING_EVERY);
            assertThat(worker.pings()).isEqualTo(sent);
            assertThat(worker.killed()).isNull();
        }
        fixture.time.advance(PING_EVERY);
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Lost.class);
        assertThat(worker.killed()).isEqualTo("it gave no sign of life for 15 s");
        fixture.submitTo(fixture.worker(2));
    }

    @Test
    void anIdleWorkerThatMissesItsPingsIsCountedAsLost() {
        FakeWorker worker = open();
        for (int sent = 1; sent <= 3; sent++) {
            fixture.advance(PING_EVERY);
        }
        fixture.time.advance(PING_EVERY);
        await().until(worker::isGone);
        fixture.submitTo(fixture.worker(2));
        assertThat(fixture.counters.workersLost.sum()).isOne();
    }

    @Test
    void oneAnswerMakesUpForTheMissedPings() {
        FakeWorker worker = open();
        for (int round = 0; round < 5; round++) {
            fixture.advance(PING_EVERY);
            fixture.advance(PING_EVERY);
            worker.say(new Message.Pong(worker.number, 2));
        }
        fixture.settle();
        assertThat(worker.killed()).isNull();
        assertThat(worker.pings()).isEqualTo(10);
    }

    @Test
    void aWorkerWhoseProcessHoldsTooMuchIsKilledAndWhoeverComputesThereHasHitTheLimitOnMemory() {
        FakeWorker worker = open();
        HostTask waiting = fixture.beginIn(worker);
        worker.park(waiting.id().number());
        HostTask computing = fixture.beginIn(worker);
        worker.residentBytes = PoolFixture.MOST_RESIDENT;
        fixture.advance(Duration.ofSeconds(1));
        assertThat(worker.killed()).isNull();
        worker.residentBytes = PoolFixture.MOST_RESIDENT + (17 << 20);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(fixture.outcome(computing)).isInstanceOfSatisfying(Outcome.LimitExceeded.class, exceeded -> {
            assertThat(exceeded.limit()).isEqualTo("memory");
            assertThat(exceeded.used()).isEqualTo("717MB");
        });
        assertThat(fixture.outcome(waiting)).isInstanceOf(Outcome.Lost.class);
        assertThat(worker.killed()).isEqualTo("its worker's process held 717MB of memory");
        fixture.submitTo(fixture.worker(2));
    }

    @Test
    void whoeverComputesWhenOthersHaveFilledItIsNotToBlame() {
        FakeWorker worker = open();
        HostTask computing = fixture.beginIn(worker);
        worker.residentBytes = PoolFixture.MOST_RESIDENT;
        fixture.advance(Duration.ofSeconds(1));
        worker.residentBytes = PoolFixture.MOST_RESIDENT + (1 << 20);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(fixture.outcome(computing)).isInstanceOf(Outcome.Lost.class);
        assertThat(worker.killed()).isEqualTo("its worker's process held 701MB of memory");
    }

    @Test
    void norIsWhoeverHasJustBegunWhereOthersWere() {
        FakeWorker worker = open();
        HostTask filling = fixture.beginIn(worker);
        fixture.advance(Duration.ofSeconds(1));
        worker.residentBytes = PoolFixture.MOST_RESIDENT + (17 << 20);
        worker.finish(filling.id().number());
        HostTask computing = fixture.beginIn(worker);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(fixture.outcome(filling)).isInstanceOf(Outcome.Returned.class);
        assertThat(fixture.outcome(computing)).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void whoeverIsThereAloneIsHoweverShortly() {
        FakeWorker worker = open();
        fixture.advance(Duration.ofSeconds(1));
        HostTask filling = fixture.beginIn(worker);
        worker.residentBytes = PoolFixture.MOST_RESIDENT + (17 << 20);
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(fixture.outcome(filling)).isInstanceOf(Outcome.LimitExceeded.class);
    }

    @Test
    void workersThatCanNotHangAloneAreNotPinged() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.advance(PING_EVERY.multipliedBy(10));
        assertThat(worker.inbox).isEmpty();
    }

    private FakeWorker open() {
        fixture.launcher.pings = true;
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.settle();
        return worker;
    }
}
