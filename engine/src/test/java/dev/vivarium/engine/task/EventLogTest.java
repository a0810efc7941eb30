package dev.vivarium.engine.task;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import dev.vivarium.handle.Delivery;
import dev.vivarium.handle.EveryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events in order, with back-pressure, and nobody hurt (R30 to R36). */
class EventLogTest {

    private final EventLog log = new EventLog();
    private final List<ScriptEvent> seen = Collections.synchronizedList(new ArrayList<>());

    private LogReader reader(Executor executor, Overflow overflow) {
        return new LogReader(log, new Delivery(1), executor, overflow, new EveryEvent(1, seen::add));
    }

    private CompletableFuture<@Nullable Void> add(int number) {
        return log.add("tick", (long) number, 10).toCompletableFuture();
    }

    @Test
    void whoComesLateGetsTheLastThousand() {
        for (int i = 1; i <= 1_500; i++) {
            assertThat(add(i)).isCompleted();
        }
        log.listen(reader(Runnable::run, Overflow.WAIT));
        await().until(() -> seen.size() == EventLog.KEPT);
        assertThat(seen.getFirst().number()).isEqualTo(501);
        assertThat(seen.getFirst().missed()).isZero();
        assertThat(seen).extracting(ScriptEvent::number).isSorted();
    }

    @Test
    void theScriptWaitsForAListenerThatIsAThousandEventsBehind() throws InterruptedException {
        CountDownLatch awake = new CountDownLatch(1);
        log.listen(reader(late(awake), Overflow.WAIT));
        for (int i = 1; i <= EventLog.KEPT; i++) {
            assertThat(add(i)).isCompleted();
        }
        CompletableFuture<@Nullable Void> oneMore = add(EventLog.KEPT + 1);
        assertThat(oneMore).isNotDone();
        awake.countDown();
        await().until(oneMore::isDone);
        await().until(() -> seen.size() == EventLog.KEPT + 1);
        assertThat(seen).extracting(ScriptEvent::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void largeEventsFillItSooner() {
        for (int i = 0; i < 10; i++) {
            assertThat(log.add("large", "x", EventLog.KEPT_BYTES / 4).toCompletableFuture())
                    .isCompleted();
        }
        assertThat(log.bytes()).isEqualTo(EventLog.KEPT_BYTES);
        assertThat(log.add("larger", "x", 3 * EventLog.KEPT_BYTES).toCompletableFuture())
                .isCompleted();
        log.listen(reader(Runnable::run, Overflow.WAIT));
        await().until(() -> !seen.isEmpty());
        assertThat(seen).extracting(ScriptEvent::number).containsExactly(11L);
    }

    @Test
    void aListenerThatDoesNotMindMissesTheOldestAndIsToldHowMany() {
        CountDownLatch awake = new CountDownLatch(1);
        log.listen(reader(late(awake), Overflow.DROP_OLDEST));
        for (int i = 1; i <= EventLog.KEPT + 200; i++) {
            assertThat(add(i)).isCompleted();
        }
        awake.countDown();
        await().until(() -> !seen.isEmpty() && seen.getLast().number() == EventLog.KEPT + 200);
        assertThat(seen.getFirst().missed()).isEqualTo(200);
        assertThat(seen).hasSize(EventLog.KEPT);
    }

    private static Executor late(CountDownLatch awake) {
        return task -> Thread.ofVirtual().start(() -> {
            try {
                awake.await();
                task.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void whoCancelsHoldsNobodyUp() {
        LogReader reader = reader(late(new CountDownLatch(1)), Overflow.WAIT);
        log.listen(reader);
        for (int i = 1; i <= EventLog.KEPT; i++) {
            assertThat(add(i)).isCompleted();
        }
        CompletableFuture<@Nullable Void> oneMore = add(0);
        assertThat(oneMore).isNotDone();
        reader.cancel();
        assertThat(oneMore).isCompleted();
    }

    @Test
    void aSubscriberThatThrowsIsToldNoMoreAndHoldsNobodyUp() {
        log.listen(new LogReader(log, new Delivery(1), Runnable::run, Overflow.WAIT, new EveryEvent(1, event -> {
            seen.add(event);
            // What is no error of the callback's own but of its subscriber's: see EveryEvent.
            throw new AssertionError("for the test");
        })));
        assertThat(add(1)).isCompleted();
        await().until(() -> seen.size() == 1);
        for (int i = 2; i <= 2 * EventLog.KEPT; i++) {
            add(i).orTimeout(10, TimeUnit.SECONDS).join();
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void aSubscriberThatAsksForLessThanOneIsToldOfItsError() {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        log.listen(new LogReader(log, new Delivery(1), Runnable::run, Overflow.WAIT, new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(0);
            }

            @Override
            public void onNext(ScriptEvent event) {
                seen.add(event);
            }

            @Override
            public void onError(Throwable thrown) {
                error.complete(thrown);
            }

            @Override
            public void onComplete() {
                seen.clear();
            }
        }));
        await().until(error::isDone);
        assertThat(error.join()).hasMessage("a subscriber must ask for at least one event, not 0");
        assertThat(add(1)).isCompleted();
        assertThat(seen).isEmpty();
    }
}
