package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timeouts and kills. */
@Timeout(60)
class PoolStopTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(5);
    private static final Duration GRACE = Duration.ofMillis(205);

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWorkerThatDoesNotStopItsScriptInTimeIsKilledAndItsSpareServesAtOnce() {
        fixture.open(1, 1);
        FakeWorker worker = fixture.worker(1);
        fixture.worker(2);
        HostTask task = fixture.beginIn(worker);
        HostTask waiting = fixture.submit("ben");
        fixture.advance(TIMEOUT.minusNanos(1));
        assertThat(worker.wasToldToCancel(1)).isFalse();
        fixture.advance(Duration.ofNanos(1));
        assertThat(worker.wasToldToCancel(1)).isTrue();
        fixture.advance(ANSWER_WITHIN.minusNanos(1));
        assertThat(task.state().label()).isEqualTo("STOPPING");
        fixture.advance(Duration.ofNanos(1));
        Duration used = TIMEOUT.plus(ANSWER_WITHIN);
        await().until(() -> worker.heldBack.equals(List.of(FakeWorker.threadOf(1))));
        assertThat(fixture.outcome(task)).isEqualTo(new Outcome.TimedOut(TIMEOUT, new Usage(used, used)));
        fixture.advance(GRACE.minusNanos(1));
        assertThat(worker.killed()).isNull();
        fixture.advance(Duration.ofNanos(1));
        assertThat(worker.killed()).isEqualTo("a script on it did not stop within 210 ms");
        fixture.awaitRun(fixture.worker(2), waiting);
        fixture.worker(3);
        fixture.settle();
        assertThat(fixture.worker(3).runs()).as("the new one is the spare now").isEmpty();
    }

    @Test
    void aKillWhoseWorkerDoesNotObeyEndsTheTaskAsKilled() {
        FakeWorker worker = fixture.open(1, 1).worker(1);
        HostTask task = fixture.beginIn(worker);
        assertThat(task.kill()).isTrue();
        await().until(() -> worker.wasToldToCancel(1));
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE);
        assertThat(fixture.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Killed.class,
                        killed -> assertThat(killed.reason()).isEqualTo("its handle was asked to"));
        assertThat(worker.killed()).isNotNull();
    }

    @Test
    @Tag("E16")
    void aResultThatComesAfterTheTimeoutIsDroppedAndCounted() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        fixture.advance(TIMEOUT);
        worker.finish(1);
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.TimedOut.class);
        fixture.settle();
        assertThat(fixture.counters.lateResults.sum()).isOne();
        assertThat(worker.killed()).as("it did stop").isNull();
        assertThat(worker.heldBack).as("in time").isEmpty();
        fixture.submitTo(worker);
    }

    @Test
    void aScriptThatIsCancelledAfterItsTimeoutTimedOutAndIsNoLateResult() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        fixture.advance(TIMEOUT);
        worker.finish(1, new End.Cancelled());
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.TimedOut.class);
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE);
        assertThat(worker.killed()).isNull();
        assertThat(fixture.counters.lateResults.sum()).isZero();
    }

    @Test
    void whatAScriptSaysAfterAnOutcomeThatDidNotWaitForItIsNotHeard() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.say(new Message.Output(1, "before"));
        fixture.advance(TIMEOUT);
        fixture.advance(ANSWER_WITHIN);
        Outcome outcome = fixture.outcome(task);
        worker.say(new Message.Output(1, "after"));
        worker.finish(1);
        fixture.settle();
        assertThat(fixture.outcome(task)).isSameAs(outcome);
        assertThat(task.output()).isEqualTo("before");
        assertThat(fixture.counters.lateResults.sum()).isOne();
        fixture.advance(GRACE);
        assertThat(worker.killed()).as("it did stop").isNull();
        fixture.submitTo(worker);
    }

    @Test
    void aSpareServesWhileAScriptDoesNotStopAndItsWorkerIsTheSpareOnceItHas() {
        fixture.open(1, 1);
        FakeWorker worker = fixture.worker(1);
        FakeWorker spare = fixture.worker(2);
        fixture.beginIn(worker);
        fixture.advance(TIMEOUT);
        fixture.advance(ANSWER_WITHIN);
        HostTask next = fixture.submit("ben");
        fixture.awaitRun(spare, next);
        worker.finish(1, new End.Cancelled());
        HostTask after = fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).as("the spare has its place now").containsExactly(1L);
        spare.begin(2);
        spare.finish(2);
        fixture.awaitRun(spare, after);
        fixture.advance(GRACE);
        assertThat(worker.killed()).as("it did stop").isNull();
    }

    @Test
    void withoutASpareAWorkerServesAgainAsSoonAsItsScriptHasStopped() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        fixture.advance(TIMEOUT);
        fixture.advance(ANSWER_WITHIN);
        HostTask next = fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).containsExactly(1L);
        worker.finish(1, new End.Cancelled());
        fixture.awaitRun(worker, next);
    }

    @Test
    void timeThatAScriptWaitsIsNoProcessorTime() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        fixture.advance(Duration.ofSeconds(2));
        worker.park(1);
        fixture.advance(Duration.ofSeconds(5));
        worker.resume(1);
        fixture.advance(Duration.ofSeconds(3));
        fixture.advance(ANSWER_WITHIN);
        assertThat(fixture.outcome(task).usage())
                .isEqualTo(new Usage(Duration.ofSeconds(5).plus(ANSWER_WITHIN), TIMEOUT.plus(ANSWER_WITHIN)));
    }

    @Test
    void aParkedScriptTimesOutToo() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.park(1);
        fixture.advance(TIMEOUT);
        assertThat(worker.wasToldToCancel(1)).isTrue();
        worker.finish(1, new End.Cancelled());
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void waitingInTheQueueDoesNotCountAgainstTheTimeout() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        HostTask waiting = fixture.submit("ben");
        fixture.advance(TIMEOUT.minusSeconds(1));
        worker.finish(1);
        fixture.awaitRun(worker, waiting);
        worker.begin(2);
        fixture.advance(TIMEOUT.minusSeconds(1));
        assertThat(worker.wasToldToCancel(2)).isFalse();
        worker.finish(2);
        assertThat(fixture.outcome(waiting).value()).isEqualTo("done");
    }

    @Test
    void aScriptThatEndsInTimeIsNotStoppedLater() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        worker.finish(1);
        fixture.advance(TIMEOUT.multipliedBy(2));
        assertThat(worker.inbox).noneMatch(message -> message instanceof Message.Cancel);
        assertThat(fixture.time.pending()).isZero();
    }

    @Test
    void aQueuedTaskIsKilledAtOnceAndNeverSent() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        HostTask queued = fixture.submit("anna");
        HostTask after = fixture.submit("anna");
        queued.kill();
        assertThat(fixture.outcome(queued)).isEqualTo(new Outcome.Killed("its handle was asked to", Usage.NONE));
        worker.finish(1);
        fixture.awaitRun(worker, after);
        assertThat(worker.runs()).containsExactly(1L, 3L);
    }

    @Test
    void aTaskThatWasSentAndHasNotBegunIsKilledAtOnceAndItsWorkerToldToDropIt() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.submitTo(worker);
        task.kill();
        assertThat(fixture.outcome(task)).isEqualTo(new Outcome.Killed("its handle was asked to", Usage.NONE));
        await().until(() -> worker.wasToldToCancel(1));
        // It may begin before it hears of the kill.
        worker.begin(1);
        worker.finish(1, new End.Cancelled());
        fixture.submitTo(worker);
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE);
        assertThat(worker.killed()).isNull();
    }

    @Test
    void aKilledTaskThatItsWorkerDoesNotDropIsNotMovedToAnother() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.submitTo(worker);
        task.kill();
        fixture.outcome(task);
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE);
        assertThat(worker.killed()).isNotNull();
        fixture.submitTo(fixture.worker(2));
        assertThat(fixture.worker(2).runs()).containsExactly(2L);
    }

    @Test
    void aRunningTaskThatStopsWhenItIsToldToIsKilledAndItsWorkerServesOn() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        task.kill();
        await().until(() -> worker.wasToldToCancel(1));
        worker.finish(1, new End.Cancelled());
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Killed.class);
        fixture.submitTo(worker);
        assertThat(worker.killed()).isNull();
    }

    @Test
    void killingATaskThatIsBeingStoppedDoesNotProlongItsGraceOrChangeItsOutcome() {
        FakeWorker worker = fixture.open(1, 1).worker(1);
        HostTask task = fixture.beginIn(worker);
        fixture.advance(TIMEOUT);
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE.minusNanos(1));
        task.kill();
        fixture.advance(Duration.ofNanos(1));
        assertThat(worker.killed()).isNotNull();
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void killingATaskThatIsDoneChangesNothing() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.finish(1);
        Outcome outcome = fixture.outcome(task);
        assertThat(task.kill()).isFalse();
        fixture.pool().kill(task);
        fixture.settle();
        assertThat(fixture.outcome(task)).isSameAs(outcome);
        assertThat(worker.inbox).noneMatch(message -> message instanceof Message.Cancel);
    }

    @Test
    void aScriptOverALimitThatDoesNotStopCostsItsWorkerAndKeepsThatEnd() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.say(new Message.Exceeded(1, new End.OverLimit("cpu", "2s", "2010ms")));
        fixture.awaitState(task, "STOPPING");
        fixture.advance(ANSWER_WITHIN);
        fixture.advance(GRACE.minusMillis(1));
        assertThat(worker.killed()).isNull();
        fixture.advance(Duration.ofMillis(1));
        assertThat(fixture.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("cpu"));
        assertThat(worker.killed()).contains("did not stop");
    }
}
