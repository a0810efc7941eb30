package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What becomes of tasks whose worker dies or talks nonsense. */
@Timeout(60)
class PoolWorkerDeathTest {

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTaskThatHadNotBegunMovesToAnotherWorker() {
        HostTask task = fixture.open(1, 0).submitTo(fixture.worker(1));
        fixture.worker(1).die("a crash");
        fixture.awaitRun(fixture.worker(2), task);
        fixture.worker(2).begin(1);
        fixture.worker(2).finish(1);
        assertThat(fixture.outcome(task).value()).isEqualTo("done");
        assertThat(fixture.counters.workersLost.sum()).isOne();
    }

    /** As with a process whose last thread gets no processor. */
    @Test
    void whatAKilledWorkerHoldsDoesNotWaitForItsProcessToEnd() {
        fixture.open(1, 0);
        FakeWorker worker = fixture.worker(1);
        worker.immortal = true;
        HostTask waiting = fixture.beginIn(worker);
        worker.park(waiting.id().number());
        HostTask killing = fixture.beginIn(worker);
        HostTask next = fixture.submit("anna");
        fixture.settle();

        worker.say(new Message.Recalled(99));
        fixture.awaitRun(fixture.worker(2), next);
        fixture.advance(Duration.ofMillis(999));
        assertThat(waiting.isDone()).isFalse();
        worker.finish(killing.id().number());
        assertThat(fixture.outcome(killing).value()).isEqualTo("done");
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(fixture.outcome(waiting))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class,
                        lost -> assertThat(lost.reason()).isEqualTo("it spoke of a task that it does not hold"));

        worker.resume(waiting.id().number());
        worker.die("at last");
        fixture.settle();
        assertThat(fixture.counters.workersLost.sum()).isOne();
        fixture.worker(2).begin(next.id().number());
        fixture.worker(2).finish(next.id().number());
        assertThat(fixture.outcome(next).value()).isEqualTo("done");
    }

    @Test
    void whatItHadNotBegunMovesOnBeforeThat() {
        HostTask task = fixture.open(1, 0).submitTo(fixture.worker(1));
        fixture.worker(1).immortal = true;
        fixture.worker(1).say(new Message.Recalled(99));
        fixture.advance(Duration.ofSeconds(1));
        fixture.awaitRun(fixture.worker(2), task);
    }

    @Test
    void aTaskWhoseWorkersDieThreeTimesBeforeItBeginsIsLost() {
        HostTask task = fixture.open(1, 0).submit("anna");
        for (int number = 1; number <= 3; number++) {
            fixture.awaitRun(fixture.worker(number), task);
            fixture.worker(number).die("crash " + number);
        }
        assertThat(fixture.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class, lost -> assertThat(lost.reason()).isEqualTo("crash 3"));
        fixture.worker(4);
        fixture.settle();
        assertThat(fixture.worker(4).runs()).isEmpty();
    }

    @Test
    void aTaskThatMovesOnKeepsItsPlaceBeforeTheOthersOfItsOwner() {
        HostTask first = fixture.open(1, 0).submitTo(fixture.worker(1));
        fixture.submit("anna");
        fixture.worker(1).die("a crash");
        fixture.awaitRun(fixture.worker(2), first);
        assertThat(fixture.worker(2).runs()).containsExactly(1L);
    }

    @Test
    void aTaskThatHadBegunIsLostForTheReasonOfTheDeathAndNeverRunAgain() {
        HostTask task = fixture.open(1, 0).beginIn(fixture.worker(1));
        fixture.time.advance(Duration.ofSeconds(2));
        fixture.worker(1).die("exit status 134");
        assertThat(fixture.outcome(task)).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
            assertThat(lost.reason()).isEqualTo("exit status 134");
            assertThat(lost.usage().wall()).isEqualTo(Duration.ofSeconds(2));
        });
        fixture.worker(2);
        fixture.settle();
        assertThat(fixture.worker(2).runs()).isEmpty();
    }

    @Test
    void aFullHeapIsTheFaultOfTheScriptThatComputesAndOfNoParkedOne() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask parked = fixture.beginIn(worker);
        worker.park(1);
        HostTask computing = fixture.beginIn(worker);
        worker.dieOutOfMemory();
        assertThat(fixture.outcome(computing))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("memory"));
        assertThat(fixture.outcome(parked)).isInstanceOf(Outcome.Lost.class);
        fixture.assertEachEndedOnce();
    }

    @Test
    void aScriptThatNeverBeginsCostsItsWorkerTheLifeAndMovesOn() {
        FakeWorker worker = fixture.open(1, 1).worker(1);
        HostTask task = fixture.submitTo(worker);
        fixture.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(worker.killed()).isNull();
        fixture.advance(Duration.ofNanos(1));
        assertThat(worker.killed()).isEqualTo("it did not begin a script within 30 s");
        fixture.awaitRun(fixture.worker(2), task);
    }

    @Test
    void aScriptThatCanNotBeginBecauseAnotherComputesIsWaitedFor() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask parked = fixture.submit(Script.of("x").within(Duration.ofMinutes(10)));
        fixture.awaitRun(worker, parked);
        worker.begin(1);
        worker.park(1);
        fixture.submitTo(worker);
        worker.resume(1);
        fixture.advance(Duration.ofSeconds(30));
        assertThat(worker.killed()).isNull();
        worker.park(1);
        fixture.advance(Duration.ofSeconds(30));
        assertThat(worker.killed()).isEqualTo("it did not begin a script within 30 s");
    }

    static final List<FromWorker> ABOUT_A_STRANGER = List.of(
            new Message.Started(99),
            new Message.Parked(99),
            new Message.Resumed(99),
            new Message.Output(99, "text"),
            new Message.Finished(99, new Message.End.Returned(List.of()), 0, null),
            new Message.Finished(99, new Message.End.Cancelled(), 0, null),
            new Message.Invoked(99, 1, new Message.End.Cancelled()),
            new Message.Left(99, new Message.End.Cancelled(), null));

    @ParameterizedTest
    @FieldSource("ABOUT_A_STRANGER")
    void aWorkerThatSpeaksOfATaskItDoesNotHoldIsKilledAndReplaced(FromWorker message) {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.settle();
        worker.say(message);
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it spoke of a task that it does not hold"));
        fixture.submitTo(fixture.worker(2));
        assertThat(fixture.counters.workersLost.sum())
                .as("a killed worker that held nothing is lost all the same")
                .isOne();
    }

    static final List<FromWorker> GREETINGS =
            List.of(new Message.Hello(1, "token"), new Message.Ready(List.of("walls")));

    @ParameterizedTest
    @FieldSource("GREETINGS")
    void aWorkerThatGreetsAgainIsKilled(FromWorker greeting) {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        worker.say(greeting);
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it sent a greeting where none belongs"));
    }

    @Test
    void aWorkerThatAnswersTwiceIsKilledAndTheFirstAnswerStands() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.finish(1);
        worker.finish(1, new Message.End.Raised("ValueError", "second", ""));
        await().until(() -> worker.killed() != null);
        assertThat(fixture.outcome(task).value()).isEqualTo("done");
        fixture.assertEachEndedOnce();
    }

    @Test
    void aWorkerThatBeginsATaskTwiceIsKilled() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = fixture.beginIn(worker);
        worker.begin(1);
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Lost.class);
        assertThat(worker.killed()).isEqualTo("it began a task twice");
    }

    @Test
    void aWorkerThatParksWhatDoesNotComputeIsKilled() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        worker.park(1);
        worker.park(1);
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it parked a task that did not compute"));
    }

    @Test
    void aWorkerThatResumesWhatIsNotParkedIsKilled() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        worker.resume(1);
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it resumed a task that was not parked"));
    }

    @Test
    void aFloodOfMessagesFillsNoInboxAndKeepsNobodyElseWaiting() {
        fixture.open(2, 0);
        FakeWorker flooder = fixture.worker(1);
        FakeWorker other = fixture.worker(2);
        fixture.settle();
        fixture.beginIn(flooder);
        Thread flood = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 50_000; i++) {
                flooder.say(new Message.Output(1, "spam"));
            }
        });
        int most = 0;
        for (int number = 2; number < 50; number++) {
            HostTask task = fixture.beginIn(other);
            most = Math.max(most, fixture.pool().queued());
            other.finish(task.id().number());
            assertThat(fixture.outcome(task).value()).isEqualTo("done");
        }
        assertThat(most).isLessThan(100);
        await().until(() -> !flood.isAlive());
        flooder.finish(1);
        assertThat(fixture.tasks.getFirst().output()).hasSizeLessThanOrEqualTo(256 * 1024);
        fixture.assertEachEndedOnce();
    }
}
