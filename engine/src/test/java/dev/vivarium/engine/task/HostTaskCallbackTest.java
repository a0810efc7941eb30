package dev.vivarium.engine.task;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Usage;
import dev.vivarium.handle.Delivery;
import dev.vivarium.testing.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTaskCallbackTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aCallbackThatThrowsIsLoggedAndTheOthersRun() {
        try (Logged log = Logged.by(Delivery.class)) {
            HostTask task = Tasks.task();
            task.onReturn(_ -> heard.add("before"));
            task.onReturn(_ -> {
                throw new IllegalStateException("thrown by the test");
            });
            task.onReturn(_ -> {
                throw new AssertionError("an error, thrown by the test");
            });
            task.onReturn(_ -> heard.add("after"));
            task.end(Tasks.returned("value"));
            awaitHeard("before", "after");
            assertThat(log.texts(Level.ERROR)).containsExactly("task 7: a callback threw", "task 7: a callback threw");
        }
    }

    @Test
    void anExecutorThatRejectsLosesItsCallbackAloneAndThatIsLogged() throws Exception {
        ExecutorService shut = Executors.newSingleThreadExecutor();
        shut.shutdown();
        try (Logged log = Logged.by(Delivery.class)) {
            HostTask task = Tasks.task();
            task.onReturn(shut, _ -> heard.add("on the dead executor"));
            task.onReturn(_ -> heard.add("after"));
            task.end(Tasks.returned("value"));
            awaitHeard("after");
            assertThat(log.texts(Level.ERROR))
                    .containsExactly("task 7: its executor refused a callback, which is lost");
        }
    }

    @Test
    void anExecutorThatThrowsWhatItShouldNotLosesItsCallbackAlone() throws Exception {
        try (Logged log = Logged.by(Delivery.class)) {
            HostTask task = Tasks.task();
            task.onReturn(
                    _ -> {
                        throw new IllegalStateException("not a rejection, and yet one");
                    },
                    _ -> heard.add("on the broken executor"));
            task.onReturn(_ -> heard.add("after"));
            task.end(Tasks.returned("value"));
            awaitHeard("after");
            assertThat(log.texts(Level.ERROR))
                    .containsExactly("task 7: its executor refused a callback, which is lost");
        }
    }

    @Test
    void aCallbackThatOverflowsItsStackStopsNoOther() {
        try (Logged log = Logged.by(Delivery.class)) {
            HostTask task = Tasks.task();
            // The executor swallows the error, so that the test's output stays clean.
            Executor forgiving = command -> {
                try {
                    command.run();
                } catch (StackOverflowError expected) {
                    heard.add("passed on");
                }
            };
            task.onReturn(forgiving, _ -> {
                throw new StackOverflowError("thrown by the test");
            });
            task.onReturn(_ -> heard.add("after"));
            task.end(Tasks.returned("value"));
            await().until(() -> heard.containsAll(List.of("passed on", "after")));
            assertThat(log.texts(Level.ERROR)).containsExactly("task 7: a callback threw");
        }
    }

    @Test
    void anExecutorThatRunsACallbackTwiceIsHeardOnce() {
        HostTask task = Tasks.task();
        task.onReturn(
                command -> {
                    command.run();
                    command.run();
                },
                _ -> heard.add("once"));
        task.onReturn(_ -> heard.add("after"));
        task.end(Tasks.returned("value"));
        awaitHeard("once", "after");
    }

    @Test
    void anExecutorThatNeverRunsItsCallbackDoesNotKeepTheOutcomeFromWhoWaitsForIt() throws Exception {
        HostTask task = Tasks.task();
        task.onReturn(_ -> {}, _ -> heard.add("dropped"));
        task.end(Tasks.returned("value"));
        assertThat(task.await(Duration.ofSeconds(10))).isEqualTo(Tasks.returned("value"));
        assertThat(heard).isEmpty();
    }

    @Test
    void aDirectExecutorWhoseCallbackBlocksDoesNotBlockTheEnd() {
        CountDownLatch release = new CountDownLatch(1);
        HostTask task = Tasks.task();
        task.onReturn(Runnable::run, _ -> {
            awaitQuietly(release);
            heard.add("blocked");
        });
        assertThat(task.end(Tasks.returned("value"))).isTrue();
        // Here the end has returned although the callback can't have.
        assertThat(heard).isEmpty();
        release.countDown();
        awaitHeard("blocked");
    }

    @Test
    void aReturnCallsNoErrorCallbackAndAProblemNoReturnCallback() {
        HostTask returned = Tasks.task();
        returned.onError(_ -> heard.add("wrong")).onReturn(value -> heard.add("value " + value));
        returned.end(Tasks.returned(3));
        awaitHeard("value 3");
        HostTask failed = Tasks.task();
        failed.onReturn(_ -> heard.add("wrong")).onError(problem -> heard.add(problem.name()));
        failed.end(Tasks.KILLED);
        awaitHeard("value 3", "KILLED");
    }

    @Test
    void callbacksRunInTheOrderOfRegistrationOnAnyMixtureOfExecutors() {
        try (ExecutorService pool = Executors.newFixedThreadPool(4);
                ExecutorService single = Executors.newSingleThreadExecutor()) {
            List<Executor> executors = List.of(pool, Runnable::run, single, Delivery.OWN_THREAD);
            HostTask task = Tasks.task();
            for (int i = 0; i < 100; i++) {
                String name = Integer.toString(i);
                task.onReturn(executors.get(i % executors.size()), _ -> heard.add(name));
            }
            task.end(Tasks.returned("value"));
            awaitHeard(IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));
        }
    }

    @Test
    void aCallbackAddedAfterTheEndRunsToo() {
        HostTask task = Tasks.task();
        task.end(Tasks.returned("value"));
        task.onReturn(value -> heard.add("first " + value));
        task.onReturn(value -> heard.add("second " + value));
        awaitHeard("first value", "second value");
    }

    @Test
    void aCallbackAddedWhileTheTaskEndsRunsAfterTheEarlierOnes() {
        List<HostTask> ending = new ArrayList<>();
        HostTask task = Tasks.task(Script.of("pass"), _ -> {}, (self, _) -> {
            // The state is final here, and nobody has been told yet.
            ending.add(self);
            self.onReturn(_ -> heard.add("late"));
        });
        task.onReturn(_ -> heard.add("early"));
        task.end(Tasks.returned("value"));
        awaitHeard("early", "late");
        assertThat(ending).containsExactly(task);
    }

    @Test
    void aCallbackMayWaitForItsOwnTask() {
        HostTask task = Tasks.task();
        task.onReturn(_ -> {
            try {
                heard.add(task.await(Duration.ofSeconds(10)).name());
            } catch (Exception failed) {
                heard.add(failed.toString());
            }
        });
        task.end(Tasks.returned("value"));
        awaitHeard("RETURNED");
    }

    @Test
    void aSecondEndChangesNothing() {
        HostTask task = Tasks.task();
        task.onReturn(value -> heard.add("value " + value)).onError(_ -> heard.add("error"));
        assertThat(task.end(Tasks.returned("first"))).isTrue();
        assertThat(task.end(Tasks.returned("second"))).isFalse();
        assertThat(task.end(Tasks.KILLED)).isFalse();
        task.onReturn(_ -> heard.add("last"));
        awaitHeard("value first", "last");
        assertThat(task.outcome()).contains(Tasks.returned("first"));
    }

    @Test
    void theExecutorNeverGetsTheThreadThatEndsTheTask() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        HostTask task = Tasks.task();
        task.onReturn(Runnable::run, _ -> threads.add(Thread.currentThread()));
        task.end(Tasks.returned("value"));
        task.onReturn(Runnable::run, _ -> threads.add(Thread.currentThread()));
        await().until(() -> threads.size() == 2);
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void aRejectionIsNotConfusedWithOneThatTheCallbackItselfThrows() {
        try (Logged log = Logged.by(Delivery.class)) {
            HostTask task = Tasks.task();
            task.onReturn(Runnable::run, _ -> {
                heard.add("once");
                throw new RejectedExecutionException("thrown by the callback");
            });
            task.onReturn(_ -> heard.add("after"));
            task.end(Tasks.returned("value"));
            awaitHeard("once", "after");
            assertThat(log.texts(Level.ERROR)).containsExactly("task 7: a callback threw");
        }
    }

    /** Waits until so many calls came, and then wants these. */
    private void awaitHeard(String... expected) {
        await().until(() -> heard.size() >= expected.length);
        assertThat(heard).containsExactly(expected);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void usageIsPartOfWhatTheErrorCallbackGets() {
        Outcome.TimedOut late =
                new Outcome.TimedOut(Duration.ofSeconds(1), new Usage(Duration.ofMillis(3), Duration.ofSeconds(1)));
        HostTask task = Tasks.task();
        task.onError(problem -> heard.add(String.valueOf(problem.usage().cpu())));
        task.end(late);
        awaitHeard("PT0.003S");
    }
}
