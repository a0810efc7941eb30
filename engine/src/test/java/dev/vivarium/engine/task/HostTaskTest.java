package dev.vivarium.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.link.Message;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTaskTest {

    private final HostTask task = Tasks.task();

    @Test
    void awaitingInVainLeavesTheTaskGoing() throws Exception {
        task.started();
        assertThatThrownBy(() -> task.await(Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("task 7 is not done after PT0.001S; it goes on");
        assertThat(task.state()).isEqualTo(new TaskState.Running());
        assertThat(task.end(Tasks.returned("value"))).isTrue();
        assertThat(task.await(Duration.ofSeconds(10))).isEqualTo(Tasks.returned("value"));
    }

    @Test
    void awaitingForEverIsNotTooLongToCount() throws Exception {
        task.end(Tasks.KILLED);
        assertThat(task.await(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Tasks.KILLED);
    }

    @Test
    void nobodyOutsideCanCompleteTheCompletion() {
        CompletableFuture<Outcome> copy = task.completion().toCompletableFuture();
        copy.complete(Tasks.KILLED);
        assertThat(task.outcome()).isEmpty();
        assertThat(task.completion().toCompletableFuture()).isNotDone();
        task.end(Tasks.returned("value"));
        assertThat(task.completion()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(Tasks.returned("value"));
    }

    @Test
    void theCompletionOfAProblemIsNoException() {
        task.end(Tasks.KILLED);
        assertThat(task.completion()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(Tasks.KILLED);
    }

    @Test
    void whatDependsOnTheCompletionDoesNotRunInTheThreadThatEndsTheTask() {
        AtomicReference<@Nullable Thread> ran = new AtomicReference<>();
        CompletableFuture<Void> dependent = task.completion()
                .thenAccept(_ -> ran.set(Thread.currentThread()))
                .toCompletableFuture();
        task.end(Tasks.returned("value"));
        dependent.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(ran.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void theStateMovesOnlyAsTheTableAllows() {
        assertThat(task.parked()).isFalse();
        assertThat(task.resumed()).isFalse();
        assertThat(task.stopping(TaskState.Why.KILL)).isFalse();
        assertThat(task.started()).isTrue();
        assertThat(task.started()).isFalse();
        assertThat(task.resumed()).isFalse();
        assertThat(task.parked()).isTrue();
        assertThat(task.resumed()).isTrue();
        assertThat(task.stopping(TaskState.Why.TIMEOUT)).isTrue();
        assertThat(task.stopping(TaskState.Why.KILL)).isFalse();
        assertThat(task.state()).isEqualTo(new TaskState.Stopping(TaskState.Why.TIMEOUT));
        assertThat(task.end(Tasks.KILLED)).isTrue();
        assertThat(task.started()).isFalse();
        assertThat(task.state()).isEqualTo(new TaskState.Done(Tasks.KILLED));
    }

    @Test
    void whatItHasUsedGrowsWhileItRunsAndNotWhileItWaits() {
        ManualTime time = new ManualTime();
        HostTask timed = Tasks.task(Script.of("x"), time, _ -> {}, (_, _) -> {});
        time.advance(Duration.ofSeconds(1));
        assertThat(timed.usage()).isEqualTo(Usage.NONE);
        timed.started();
        time.advance(Duration.ofSeconds(2));
        assertThat(timed.usage()).isEqualTo(used(2, 2));
        timed.parked();
        time.advance(Duration.ofSeconds(4));
        assertThat(timed.usage()).isEqualTo(used(2, 6));
        timed.resumed();
        time.advance(Duration.ofSeconds(8));
        timed.stopping(TaskState.Why.KILL);
        time.advance(Duration.ofSeconds(16));
        assertThat(timed.usage()).isEqualTo(used(26, 30));
        timed.end(new Outcome.Killed("for the test", used(3, 30)));
        time.advance(Duration.ofSeconds(32));
        assertThat(timed.usage()).isEqualTo(used(3, 30));
    }

    private static Usage used(int cpuSeconds, int wallSeconds) {
        return new Usage(Duration.ofSeconds(cpuSeconds), Duration.ofSeconds(wallSeconds));
    }

    @Test
    void killingAsksTheEngineOnlyWhileTheTaskIsOpen() {
        List<HostTask> asked = new ArrayList<>();
        HostTask killable = Tasks.task(Script.of("x"), asked::add, (_, _) -> {});
        assertThat(killable.kill()).isTrue();
        killable.end(Tasks.KILLED);
        assertThat(killable.kill()).isFalse();
        assertThat(asked).containsExactly(killable);
    }

    @Test
    void theEngineHearsOfTheEndOnceAndOfTheFirstOutcome() {
        List<Outcome> ends = new ArrayList<>();
        HostTask counted = Tasks.task(Script.of("x"), _ -> {}, (_, outcome) -> ends.add(outcome));
        counted.end(Tasks.KILLED);
        counted.end(Tasks.returned("value"));
        assertThat(ends).containsExactly(Tasks.KILLED);
    }

    /** Else a game's loop could do what somebody has just been told to be stopped. */
    @Test
    void aCallThatStillWaitsForTheHostIsNotMadeOnceTheOutcomeIsTold() {
        Bell bell = new Bell();
        Queue<Runnable> loop = new ArrayDeque<>();
        TaskCapabilities calls = new TaskCapabilities(7, Map.of("bell", bell), loop::add);
        long object = calls.faces().getFirst().object();
        HostTask ending = new HostTask(
                new TaskId(7),
                Script.of("bell.ring()"),
                calls,
                new ManualTime(),
                _ -> {},
                (_, _) -> loop.forEach(Runnable::run));
        calls.use(new Message.Call(7, 1, object, "ring", List.of(), Map.of()), _ -> {});
        assertThat(loop).hasSize(1);

        ending.end(Tasks.KILLED);

        assertThat(bell.rung).isZero();
    }

    /** What a script may ring. */
    public static final class Bell {

        private int rung;

        @HostAccess.Export
        public void ring() {
            rung++;
        }
    }

    @Test
    void theTextTellsIdNameAndState() {
        assertThat(task).hasToString("ScriptTask[7, <script>, QUEUED]");
    }
}
