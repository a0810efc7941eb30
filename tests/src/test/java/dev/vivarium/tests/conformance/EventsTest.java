package dev.vivarium.tests.conformance;

import static dev.vivarium.tests.conformance.Ground.PATIENCE;
import static dev.vivarium.tests.conformance.Ground.awaitGone;
import static dev.vivarium.tests.conformance.Ground.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptFunction;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.Eventually;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.value.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts that report, and hosts that call back, as RPyC's asynchronous events do. */
class EventsTest {

    private static Vivarium vivarium;

    private final Ground.Player player = new Ground.Player();

    /** A host object that reports changes to whoever has registered a function. */
    public static final class FileMonitor {

        private @Nullable ScriptFunction listener;

        @HostAccess.Export
        public synchronized void watch(ScriptFunction callback) {
            callback.keep();
            listener = callback;
        }

        @HostAccess.Export
        public synchronized void stop() {
            if (listener != null) {
                listener.close();
            }
        }

        synchronized ScriptFunction listener() {
            if (listener == null) {
                throw new AssertionError("nobody watches");
            }
            return listener;
        }
    }

    /** A value that a script looks at again and again. */
    public static final class Watched {

        private final AtomicLong value = new AtomicLong();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean stopped;

        @HostAccess.Export
        public long value() {
            looks.incrementAndGet();
            return value.get();
        }

        @HostAccess.Export
        public boolean isStopped() {
            return stopped;
        }

        void set(long next) {
            value.set(next);
        }

        void stop() {
            stopped = true;
        }

        int looks() {
            return looks.get();
        }
    }

    /** Calls what it is given while its caller waits. */
    public static final class Applier {

        @HostAccess.Export
        public @Nullable Object apply(ScriptFunction function, long argument) {
            return function.call(argument).toCompletableFuture().join();
        }
    }

    @BeforeAll
    static void open() {
        vivarium = Ground.open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    private ScriptTask run(String source) {
        return vivarium.run(Ground.script(source, player));
    }

    @Test
    @Tag("E17")
    void aScriptReportsEveryChangeInOrderAndAListenerThatThrowsHarmsNobody() {
        List<ScriptEvent> seen = Collections.synchronizedList(new ArrayList<>());
        ScriptTask task = run("""
                from vivarium import emit
                before = 0
                for after in range(1, 1501):
                    emit('changed', (before, after))
                    before = after
                """);
        task.onEvent(_ -> {
            throw new IllegalStateException("a listener that throws");
        });
        task.onEvent(seen::add);
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        Eventually.await().atMost(PATIENCE).until(() -> seen.size() == 1500);
        assertThat(seen).extracting(ScriptEvent::number).isSorted().doesNotHaveDuplicates();
        assertThat(seen).allMatch(event -> event.name().equals("changed") && event.missed() == 0);
        assertThat(seen)
                .extracting(ScriptEvent::value)
                .containsExactlyElementsOf(LongStream.range(0, 1500)
                        .mapToObj(before -> Tuple.of(before, before + 1))
                        .toList());
    }

    @Test
    @Tag("E17")
    void aScriptWatchesAValueOfTheHostsAndReportsEachChangeUntilItIsStopped() {
        Watched watched = new Watched();
        List<@Nullable Object> seen = Collections.synchronizedList(new ArrayList<>());
        ScriptTask task =
                vivarium.run(Script.of("""
                        from vivarium import emit, sleep
                        before = watched.value()
                        while not watched.isStopped():
                            after = watched.value()
                            if after != before:
                                emit('changed', (before, after))
                                before = after
                            sleep(0.005)
                        _return('stopped')
                        """).granting("watched", watched).under(Presets.BUILDER));
        task.onEvent(_ -> {
            throw new IllegalStateException("a listener that throws");
        });
        task.onEvent(event -> seen.add(event.value()));
        Waiting.until("it watches", () -> watched.looks() > 1);
        for (int change = 1; change <= 10; change++) {
            int now = change;
            watched.set(now);
            Waiting.until("change " + now + " was seen", () -> seen.size() == now);
        }
        assertThat(task.isDone()).isFalse();

        watched.stop();

        assertThat(value(task)).isEqualTo("stopped");
        assertThat(seen)
                .isEqualTo(LongStream.range(0, 10)
                        .mapToObj(before -> Tuple.of(before, before + 1))
                        .toList());
    }

    @Test
    @Tag("E17")
    void theHostReportsEveryChangeThroughTheScriptsFunctionUntilItIsStopped() {
        FileMonitor monitor = new FileMonitor();
        ScriptTask task = vivarium.run(Script.of("""
                        def changed(before, after):
                            if after == 2:
                                raise ValueError('a handler that throws')
                            self.msg([before, after])
                            if after == 4:
                                monitor.stop()
                            return after
                        monitor.watch(changed)
                        """).granting("self", player).granting("monitor", monitor));
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Returned.class);
        ScriptFunction changed = monitor.listener();
        List<@Nullable Object> results = new ArrayList<>();
        for (long after = 1; after <= 4; after++) {
            try {
                results.add(changed.call(after - 1, after).toCompletableFuture().join());
            } catch (CompletionException failed) {
                results.add(String.valueOf(failed.getCause().getMessage())
                        .lines()
                        .findFirst()
                        .orElse(""));
            }
        }
        assertThat(results).containsExactly(1L, "ValueError: a handler that throws", 3L, 4L);
        assertThat(player.heard).containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(3L, 4L));
        awaitGone(task);
        assertThat(changed.isAlive()).isFalse();
        assertThat(changed.call(1).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aSlowSubscriberHoldsTheScriptUpAndLosesNothing() {
        ScriptTask task = run("""
                from vivarium import emit
                for i in range(1500):
                    emit('tick', i)
                """);
        List<ScriptEvent> got = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        CompletableFuture<Boolean> completed = new CompletableFuture<>();
        task.events().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscribed.complete(subscription);
            }

            @Override
            public void onNext(ScriptEvent event) {
                got.add(event);
            }

            @Override
            public void onError(Throwable thrown) {
                completed.completeExceptionally(thrown);
            }

            @Override
            public void onComplete() {
                completed.complete(true);
            }
        });
        Flow.Subscription subscription =
                subscribed.orTimeout(30, TimeUnit.SECONDS).join();
        subscription.request(10);
        Eventually.await().atMost(PATIENCE).until(() -> got.size() == 10);
        assertThat(task.isDone()).isFalse();
        subscription.request(Long.MAX_VALUE);
        assertThat(completed.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
        assertThat(got).hasSize(1500).extracting(ScriptEvent::number).isSorted();
    }

    @Test
    void aFunctionIsCalledWhileItsScriptWaitsForTheCallThatGotItAndForgottenWithIt() {
        ScriptTask task = vivarium.run(
                Script.of("_return(host.apply(lambda x: x * 2, 21))").granting("host", new Applier()));
        assertThat(value(task)).isEqualTo(42L);
        awaitGone(task);
    }
}
