package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.TimeSource;
import dev.vivarium.testing.Logged;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final EventLoop loop = new EventLoop("test-loop", time);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        loop.add(loop::end);
    }

    @Test
    void anEventThatThrowsIsLoggedAndEndsNothing() {
        try (Logged log = Logged.by(EventLoop.class)) {
            loop.add(() -> {
                throw new IllegalStateException("thrown by the test");
            });
            loop.add(() -> {
                throw new AssertionError("an error, thrown by the test");
            });
            loop.add(() -> ran.add("after"));
            await().until(() -> ran.contains("after"));
            assertThat(log.texts(Level.ERROR)).containsExactly("an event failed", "an event failed");
        }
    }

    @Test
    void eventsRunInOrderOnOneThread() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = Integer.toString(i);
            loop.add(() -> {
                threads.add(Thread.currentThread());
                ran.add(name);
            });
        }
        await().until(() -> ran.size() == 100);
        assertThat(ran)
                .startsWith("0", "1", "2")
                .endsWith("98", "99")
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
        assertThat(threads).containsOnly(threads.getFirst());
        assertThat(threads.getFirst().getName()).isEqualTo("test-loop");
    }

    @Test
    void whileNothingElseIsToBeRunAnEventCanRunOnTheThreadThatHasIt() {
        assertThat(loop.runAtOnce(() -> ran.add(Thread.currentThread().getName())))
                .isTrue();
        assertThat(ran).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void itCannotWhileAnotherOneRunsOrWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore over = new Semaphore(0);
        loop.add(() -> {
            begun.countDown();
            over.acquireUninterruptibly();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.runAtOnce(() -> ran.add("at once"))).isFalse();
        over.release();
        await().until(() -> loop.runAtOnce(() -> ran.add("later")));
        assertThat(ran).containsExactly("later");
    }

    @Test
    void anEventCannotRunAnotherOneWithinItself() {
        loop.add(() -> ran.add("within: " + loop.runAtOnce(() -> ran.add("too early"))));
        await().until(() -> !ran.isEmpty());
        assertThat(ran).containsExactly("within: false");
    }

    @Test
    void aFailureOfOneThatRunsAtOnceIsLoggedAndThrowsNothing() {
        try (Logged log = Logged.by(EventLoop.class)) {
            assertThat(loop.runAtOnce(() -> {
                        throw new IllegalStateException("thrown by the test");
                    }))
                    .isTrue();
            assertThat(log.texts(Level.ERROR)).containsExactly("an event failed");
        }
        assertThat(loop.runAtOnce(() -> ran.add("after"))).isTrue();
    }

    @Test
    void theEndMayComeFromAnEventThatRunsAtOnce() {
        assertThat(loop.runAtOnce(loop::end)).isTrue();
        assertThat(loop.join(PATIENCE)).isTrue();
    }

    /** What each thread has keeps its order, and no two events run at the same time, however they are run. */
    @Test
    void eventsOfOneThreadKeepTheirOrderHoweverTheyAreRun() {
        int each = 20_000;
        List<List<Integer>> orders = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(orders.size())) {
            for (List<Integer> order : orders) {
                threads.execute(() -> {
                    for (int n = 0; n < each; n++) {
                        int number = n;
                        Runnable event = () -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            order.add(number);
                            running.decrementAndGet();
                        };
                        if (loop.runAtOnce(event)) {
                            atOnce.incrementAndGet();
                        } else {
                            loop.add(event);
                        }
                    }
                });
            }
        }
        await().until(() -> loop.runAtOnce(() -> {}));
        List<Integer> all = IntStream.range(0, each).boxed().toList();
        assertThat(orders).allSatisfy(order -> assertThat(order).isEqualTo(all));
        assertThat(most).hasValue(1);
        assertThat(atOnce.get()).isPositive();
    }

    @Test
    void afterTheEndAnEventIsRunByWhoAddsIt() {
        loop.add(loop::end);
        assertThat(loop.join(PATIENCE)).isTrue();
        loop.add(() -> ran.add(Thread.currentThread().getName()));
        assertThat(ran).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void whatWaitsWhenTheLoopEndsIsRunAllTheSame() {
        loop.add(() -> {
            loop.end();
            loop.add(() -> ran.add("behind the end"));
        });
        assertThat(loop.join(PATIENCE)).isTrue();
        assertThat(ran).containsExactly("behind the end");
    }

    @Test
    void noEventIsLostHoweverTheEndComesBetween() {
        AtomicInteger count = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < 5_000; n++) {
                        loop.add(count::incrementAndGet);
                        if (n == 2_500) {
                            loop.add(loop::end);
                        }
                    }
                });
            }
        }
        assertThat(loop.join(PATIENCE)).isTrue();
        await().untilAsserted(() -> assertThat(count).hasValue(20_000));
        assertThat(loop.backlog()).isZero();
    }

    @Test
    void aScheduledEventRunsOnTheLoopWhenItIsDueUnlessItIsCancelled() {
        loop.schedule(
                Duration.ofSeconds(1), () -> ran.add(Thread.currentThread().getName()));
        TimeSource.Cancellation cancelled = loop.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));
        cancelled.cancel();
        time.advance(Duration.ofSeconds(1));
        loop.add(() -> ran.add("last"));
        await().until(() -> ran.contains("last"));
        assertThat(ran).containsExactly("test-loop", "last");
    }

    @Test
    void waitingForTheEndIsBounded() {
        assertThat(loop.join(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void anInterruptOfWhoWaitsForTheEndIsKept() {
        Thread.currentThread().interrupt();
        assertThat(loop.join(PATIENCE)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
