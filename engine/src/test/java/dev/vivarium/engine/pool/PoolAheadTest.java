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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts that are sent ahead of their turn to a worker that runs something brief. */
@Timeout(60)
class PoolAheadTest {

    private static final Duration AHEAD_WITHIN = Duration.ofMillis(5);
    private static final int OFTEN = 8;

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Runs the source of all tasks until it counts as brief. Tasks 1 to 8. */
    private FakeWorker oneWithABriefSource(int spares) {
        FakeWorker worker = fixture.open(1, spares).worker(1);
        for (int i = 0; i < OFTEN; i++) {
            HostTask task = fixture.beginIn(worker);
            worker.finish(task.id().number());
            fixture.outcome(task);
        }
        return worker;
    }

    private FakeWorker oneWithABriefSource() {
        return oneWithABriefSource(0);
    }

    private boolean wasAskedFor(FakeWorker worker, HostTask task) {
        return worker.inbox.contains(new Message.Recall(task.id().number()));
    }

    @Test
    void theWorkerOfABriefSourceIsSentOneMoreAndNotTwo() {
        FakeWorker worker = oneWithABriefSource();
        fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        HostTask waiting = fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).endsWith(9L, 10L);
        worker.finish(9);
        fixture.awaitRun(worker, waiting);
        worker.begin(10);
        worker.finish(10);
        assertThat(fixture.outcome(ahead).value()).isEqualTo("done");
    }

    @Test
    void oneBehindAScriptThatIsNotBriefThisTimeIsAskedBackAndServedElsewhere() {
        FakeWorker worker = oneWithABriefSource(1);
        FakeWorker spare = fixture.worker(2);
        HostTask slow = fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        fixture.advance(AHEAD_WITHIN);
        assertThat(wasAskedFor(worker, ahead)).isTrue();
        worker.say(new Message.Recalled(ahead.id().number()));
        fixture.settle();
        assertThat(ahead.state()).isEqualTo(new TaskState.Queued());
        assertThat(worker.runs())
                .as("it does not come back behind the same script")
                .endsWith(10L);
        worker.die("crash");
        assertThat(fixture.outcome(slow)).isInstanceOf(Outcome.Lost.class);
        fixture.awaitRun(spare, ahead);
    }

    @Test
    void aSourceThatWasSlowOnceIsNotBriefAnyMore() {
        FakeWorker worker = oneWithABriefSource();
        HostTask slow = fixture.beginIn(worker);
        fixture.advance(Duration.ofMillis(4));
        worker.finish(slow.id().number());
        fixture.outcome(slow);
        fixture.beginIn(worker);
        fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).endsWith(10L);
    }

    @Test
    void whatHasBegunBeforeItIsAskedBackRunsOn() {
        FakeWorker worker = oneWithABriefSource();
        fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        fixture.advance(AHEAD_WITHIN);
        worker.finish(9);
        worker.begin(10);
        worker.finish(10);
        assertThat(fixture.outcome(ahead).value()).isEqualTo("done");
        assertThat(worker.killed()).isNull();
    }

    @Test
    void aWorkerThatGivesBackWhatItWasNotAskedForIsKilled() {
        FakeWorker worker = oneWithABriefSource();
        fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        worker.say(new Message.Recalled(ahead.id().number()));
        await().until(() -> worker.killed() != null);
        assertThat(worker.killed()).isEqualTo("it gave a task back that it was not asked for");
    }

    @Test
    void aWorkerThatGivesBackWhatHasBegunIsKilledAndTheScriptIsNotRunAgain() {
        FakeWorker worker = oneWithABriefSource(1);
        HostTask task = fixture.beginIn(worker);
        worker.say(new Message.Recalled(task.id().number()));
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Lost.class);
        assertThat(fixture.worker(2).runs()).isEmpty();
    }

    @Test
    void oneThatWasSentAheadMovesOnAndThatDeathIsNotHeldAgainstIt() {
        FakeWorker worker = oneWithABriefSource(1);
        fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        // The first death is not its own; three workers of its own are as many as any task gets.
        for (int death = 1; death <= 3; death++) {
            fixture.awaitRun(fixture.worker(death), ahead);
            fixture.worker(death).die("crash");
        }
        fixture.awaitRun(fixture.worker(4), ahead);
        fixture.worker(4).begin(10);
        fixture.worker(4).finish(10);
        assertThat(fixture.outcome(ahead).value()).isEqualTo("done");
    }

    @Test
    void oneThatIsKilledWhileItWaitsThereEndsAtOnceAndOnce() {
        FakeWorker worker = oneWithABriefSource();
        fixture.beginIn(worker);
        HostTask ahead = fixture.submitTo(worker);
        fixture.advance(AHEAD_WITHIN);
        assertThat(ahead.kill()).isTrue();
        assertThat(fixture.outcome(ahead)).isInstanceOf(Outcome.Killed.class);
        worker.say(new Message.Recalled(10));
        worker.finish(9);
        fixture.settle();
        assertThat(worker.killed()).isNull();
        fixture.assertEachEndedOnce();
    }

    @Test
    void nothingIsSentBehindAScriptThatIsBeingStoppedOrHasParked() {
        FakeWorker worker = oneWithABriefSource();
        HostTask parked = fixture.beginIn(worker);
        worker.park(9);
        fixture.awaitState(parked, "PARKED");
        worker.resume(9);
        fixture.awaitState(parked, "RUNNING");
        fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).endsWith(9L);
    }

    @Test
    void aScriptThatFailedIsNotBrief() {
        FakeWorker worker = oneWithABriefSource();
        HostTask failing = fixture.beginIn(worker);
        worker.finish(9, new End.Raised("ValueError", "no", ""));
        fixture.outcome(failing);
        fixture.beginIn(worker);
        fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).endsWith(10L);
    }

    @Test
    void anotherSourceIsNotBriefBecauseOneIs() {
        FakeWorker worker = oneWithABriefSource();
        HostTask other = fixture.submit(Script.of("while True: pass"));
        fixture.awaitRun(worker, other);
        worker.begin(9);
        fixture.submit("ben");
        fixture.settle();
        assertThat(worker.runs()).endsWith(9L);
    }

    @Test
    void aCloseEndsWhatWasSentAhead() {
        FakeWorker worker = oneWithABriefSource();
        fixture.beginIn(worker);
        fixture.submitTo(worker);
        fixture.pool().close();
        fixture.assertEachEndedOnce();
    }
}
