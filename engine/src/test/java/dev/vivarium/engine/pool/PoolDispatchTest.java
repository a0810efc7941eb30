package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskState;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which worker gets which task, and when. */
@Timeout(60)
class PoolDispatchTest {

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aScriptThatCanNotBeSentIsRejectedAndItsWorkerServesOn() {
        fixture.launcher.atLaunch = worker -> {
            worker.reaction = (_, message) -> {
                if (message instanceof Message.Run run && run.source().equals("unsendable")) {
                    throw new IllegalArgumentException("too long for a frame");
                }
            };
            worker.ready();
        };
        fixture.open(1, 0);
        HostTask unsendable = fixture.submit(Script.of("unsendable"));
        assertThat(fixture.outcome(unsendable))
                .isEqualTo(new Outcome.Rejected("the script can't be sent to a worker: too long for a frame"));
        fixture.submitTo(fixture.worker(1));
        assertThat(fixture.worker(1).killed()).isNull();
    }

    @Test
    void whileAScriptComputesItsWorkerGetsNoOther() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask computing = fixture.beginIn(worker);
        HostTask waiting = fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).containsExactly(1L);
        worker.finish(computing.id().number());
        fixture.awaitRun(worker, waiting);
    }

    @Test
    void whileAScriptIsParkedItsWorkerGetsAnother() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask parked = fixture.beginIn(worker);
        HostTask next = fixture.submit("ben");
        worker.park(1);
        fixture.awaitRun(worker, next);
        assertThat(parked.state()).isEqualTo(new TaskState.Parked());
        HostTask third = fixture.submit("carl");
        fixture.settle();
        assertThat(worker.runs()).as("one was sent, and has not begun").containsExactly(1L, 2L);
        worker.begin(2);
        worker.park(2);
        fixture.awaitRun(worker, third);
    }

    @Test
    void aResumedScriptComputesAgainAndEndsAsAnyOther() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.park(1);
        fixture.awaitState(task, "PARKED");
        worker.resume(1);
        fixture.awaitState(task, "RUNNING");
        HostTask waiting = fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).containsExactly(1L);
        worker.finish(1);
        assertThat(fixture.outcome(task).value()).isEqualTo("done");
        fixture.awaitRun(worker, waiting);
    }

    @Test
    void aWorkerHoldsNoMoreParkedScriptsThanTheSettingsAllow() {
        FakeWorker worker = fixture.open(new PoolSettings("test", 1, 0, 100, 2, Long.MAX_VALUE))
                .worker(1);
        fixture.beginIn(worker);
        worker.park(1);
        fixture.beginIn(worker);
        worker.park(2);
        HostTask third = fixture.submit("carl");
        fixture.settle();
        assertThat(worker.runs()).containsExactly(1L, 2L);
        worker.resume(1);
        worker.finish(1);
        fixture.awaitRun(worker, third);
    }

    @Test
    void theWorkerThatHoldsLeastGetsTheNext() {
        fixture.open(2, 0);
        FakeWorker first = fixture.worker(1);
        FakeWorker second = fixture.worker(2);
        fixture.settle();
        fixture.beginIn(first);
        first.park(1);
        fixture.settle();
        fixture.submitTo(second);
        assertThat(first.runs()).containsExactly(1L);
    }

    @Test
    void aSpareGetsNoScript() {
        fixture.open(1, 1);
        fixture.worker(2);
        fixture.settle();
        fixture.beginIn(fixture.worker(1));
        fixture.submit("ben");
        fixture.settle();
        assertThat(fixture.worker(2).runs()).isEmpty();
        assertThat(fixture.pool().queued()).isOne();
        assertThat(fixture.counters.workersReady).hasValue(2);
    }

    @Test
    void aThousandTasksOfOneOwnerDelayAnothersSingleTaskByOneSlot() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        IntStream.range(0, 1000).forEach(_ -> fixture.submit("anna"));
        HostTask single = fixture.submit("ben");
        fixture.settle();
        worker.finish(1);
        fixture.settle();
        worker.finish(2);
        fixture.settle();
        assertThat(worker.runs()).containsExactly(1L, 2L, single.id().number());
    }

    @Test
    void whatAScriptPrintsReachesItsTask() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.say(new Message.Output(1, "hello "));
        worker.say(new Message.Output(1, "world"));
        worker.finish(1);
        fixture.outcome(task);
        assertThat(task.output()).isEqualTo("hello world");
    }

    @Test
    void usageCountsFromTheBeginningOfTheScriptAndNotFromItsSubmission() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.submitTo(worker);
        fixture.advance(Duration.ofSeconds(3));
        worker.begin(1);
        fixture.advance(Duration.ofSeconds(2));
        worker.finish(1);
        assertThat(fixture.outcome(task).usage().wall()).isEqualTo(Duration.ofSeconds(2));
        assertThat(fixture.outcome(task).usage().cpu()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aWorkerRetiresAfterItsRunsAndItsReplacementServesTheRest() {
        fixture.open(new PoolSettings("test", 1, 0, 2, 100, Long.MAX_VALUE));
        List<HostTask> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(fixture.submit("anna"));
        }
        for (int number = 1; number <= 5; number++) {
            FakeWorker worker = fixture.worker((number + 1) / 2);
            fixture.awaitRun(worker, tasks.get(number - 1));
            worker.begin(number);
            worker.finish(number);
        }
        fixture.assertEachEndedOnce();
        assertThat(tasks).allMatch(task -> "done".equals(fixture.outcome(task).value()));
        assertThat(fixture.worker(1).killed()).isEqualTo("it has retired");
        assertThat(fixture.counters.workersLost.sum()).isZero();
    }

    @Test
    void aRetiringWorkerKeepsWhatItHoldsUntilThatHasEnded() {
        FakeWorker worker = fixture.open(new PoolSettings("test", 1, 0, 1, 100, Long.MAX_VALUE))
                .worker(1);
        HostTask parked = fixture.beginIn(worker);
        worker.park(1);
        fixture.beginIn(worker);
        worker.finish(2);
        HostTask third = fixture.submit("carl");
        fixture.awaitRun(fixture.worker(2), third);
        assertThat(worker.killed()).isNull();
        worker.resume(1);
        worker.finish(1);
        assertThat(fixture.outcome(parked).value()).isEqualTo("done");
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it has retired"));
    }

    @Test
    void aWorkerThatAScriptBrokeIsReplacedAndTheReasonIsKeptFromTheScript() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.finish(1, new End.Broken("java.lang.AssertionError: at org.example.Secret"));
        assertThat(fixture.outcome(task)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo("SystemError");
            assertThat(failed.toString()).doesNotContain("java.lang", "Secret");
        });
        fixture.submitTo(fixture.worker(2));
        assertThat(worker.isGone()).isTrue();
    }
}
