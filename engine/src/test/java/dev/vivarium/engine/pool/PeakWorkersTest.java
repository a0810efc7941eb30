package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that use the processor a lot go to workers that compile Python, if these are up. */
@Timeout(60)
class PeakWorkersTest {

    private static final long HOT_NANOS = 300_000_000;

    /** What a run may use without getting any hotter. */
    private static final long COLD_NANOS = 10_000_000;

    private final PoolFixture fixture = new PoolFixture();
    private final FakeLauncher peaks = fixture.withPeak();
    private final FakeWorker quick = fixture.open(1, 0).worker(1);

    @AfterEach
    void close() {
        fixture.close();
    }

    private FakeWorker peak(int number) {
        await().until(() -> peaks.workers.size() >= number);
        return peaks.workers.get(number - 1);
    }

    /** Runs the one source of this test in the quick worker. */
    private HostTask runQuick(long cpuNanos) {
        HostTask task = fixture.beginIn(quick);
        quick.finishAfter(task.id().number(), COLD_NANOS + cpuNanos);
        fixture.outcome(task);
        return task;
    }

    /** Makes the source hot and waits for the peak worker. */
    private FakeWorker heatUp() {
        runQuick(HOT_NANOS);
        runQuick(1);
        fixture.settle();
        return peak(1);
    }

    @Test
    void noneIsStartedBeforeASourceIsHot() {
        runQuick(HOT_NANOS - 1);
        runQuick(0);
        fixture.settle();
        assertThat(peaks.workers).isEmpty();
    }

    @Test
    void whatManyRunsUseIsAddedUp() {
        runQuick(HOT_NANOS / 2);
        runQuick(HOT_NANOS / 2);
        runQuick(0);
        fixture.settle();
        assertThat(peaks.workers).hasSize(1);
    }

    @Test
    void aHotSourceGoesToThePeakWorkerOnceThatIsUp() {
        peaks.atLaunch = _ -> {};
        FakeWorker peak = heatUp();
        runQuick(0);
        peak.ready();
        fixture.settle();
        HostTask task = fixture.submitTo(peak);
        assertThat(quick.runs()).doesNotContain(task.id().number());
        peak.begin(task.id().number());
        peak.finish(task.id().number());
        assertThat(fixture.outcome(task).value()).isEqualTo("done");
    }

    @Test
    void whileThePeakWorkerIsBusyAHotSourceTakesAQuickOne() {
        FakeWorker peak = heatUp();
        fixture.beginIn(peak);
        fixture.submitTo(quick);
    }

    @Test
    void whatWaitedForAPeakWorkerThatDiesIsRunByAQuickOne() {
        FakeWorker peak = heatUp();
        fixture.beginIn(peak);
        HostTask beside = fixture.beginIn(quick);
        HostTask waiting = fixture.submit("anna");
        fixture.settle();
        peaks.atLaunch = _ -> {};
        peak.die("it was shot");
        fixture.settle();
        quick.finish(beside.id().number());
        fixture.awaitRun(quick, waiting);
    }

    @Test
    void aCloseEndsWhatWaitsForAPeakWorker() {
        FakeWorker peak = heatUp();
        fixture.beginIn(peak);
        fixture.beginIn(quick);
        HostTask waiting = fixture.submit("anna");
        fixture.settle();
        fixture.pool().close();
        assertThat(fixture.outcome(waiting)).isInstanceOf(Outcome.Killed.class);
        fixture.assertEachEndedOnce();
    }

    @Test
    void aRunThatHadToBeStoppedMakesNoSourceHot() {
        HostTask task = fixture.beginIn(quick);
        quick.say(new Message.Finished(
                task.id().number(), new End.Raised("ValueError", "", ""), COLD_NANOS + HOT_NANOS, null));
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Failed.class);
        runQuick(0);
        fixture.settle();
        assertThat(peaks.workers).isEmpty();
    }

    @Test
    void aPeakWorkerThatCanNotBeStartedHarmsNobody() {
        peaks.atLaunch = worker -> worker.die("no compiler");
        heatUp();
        runQuick(0);
        fixture.submitTo(quick);
    }

    @Test
    void quickSourcesNeverGoToThePeakWorker() {
        FakeWorker peak = heatUp();
        HostTask other = fixture.submit(Script.of("other").ownedBy("ben"));
        fixture.awaitRun(quick, other);
        assertThat(peak.runs()).isEmpty();
    }
}
