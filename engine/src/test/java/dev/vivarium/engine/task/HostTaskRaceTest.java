package dev.vivarium.engine.task;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HostTaskRaceTest {

    private static final int ROUNDS_OF_ENDS = 1_000;
    private static final int ROUNDS_OF_CALLBACKS = 2_000;

    @Test
    void ofTwoEndsAtTheSameMomentExactlyOneCounts() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger winners = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        inPairs(ROUNDS_OF_ENDS, () -> {
            HostTask task = Tasks.task();
            task.onReturn(_ -> count(calls, wrong, task.outcome().equals(java.util.Optional.of(Tasks.KILLED))));
            task.onError(_ -> count(calls, wrong, !task.outcome().equals(java.util.Optional.of(Tasks.KILLED))));
            return List.of(
                    () -> winners.addAndGet(task.end(Tasks.returned("value")) ? 1 : 0),
                    () -> winners.addAndGet(task.end(Tasks.KILLED) ? 1 : 0));
        });
        assertThat(winners).hasValue(ROUNDS_OF_ENDS);
        await().untilAsserted(() -> assertThat(calls).hasValue(ROUNDS_OF_ENDS));
        assertThat(wrong).hasValue(0);
    }

    private static void count(AtomicInteger calls, AtomicInteger wrong, boolean contradiction) {
        if (contradiction) {
            wrong.incrementAndGet();
        }
        calls.incrementAndGet();
    }

    @Test
    void aCallbackAddedAtTheMomentOfTheEndRunsExactlyOnce() {
        AtomicInteger calls = new AtomicInteger();
        inPairs(ROUNDS_OF_CALLBACKS, () -> {
            HostTask task = Tasks.task();
            return List.of(() -> task.end(Tasks.returned("value")), () -> task.onReturn(_ -> calls.incrementAndGet()));
        });
        await().untilAsserted(() -> assertThat(calls).hasValue(ROUNDS_OF_CALLBACKS));
    }

    @Test
    void anOutputListenerAddedWhileTheTaskPrintsAndEndsHearsAll() {
        AtomicInteger heard = new AtomicInteger();
        inPairs(ROUNDS_OF_ENDS, () -> {
            HostTask task = Tasks.task();
            return List.of(
                    () -> {
                        task.printed("ab");
                        task.printed("c");
                        task.end(Tasks.returned("value"));
                    },
                    () -> task.onOutput(piece -> heard.addAndGet(piece.length())));
        });
        await().untilAsserted(() -> assertThat(heard).hasValue(3 * ROUNDS_OF_ENDS));
    }

    /** Both halves of each round begin together, on two threads; then come the next two. */
    private static void inPairs(int rounds, java.util.function.Supplier<List<Runnable>> pair) {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                Stream<CompletableFuture<Void>> halves = pair.get().stream()
                        .map(half -> CompletableFuture.runAsync(() -> together(barrier, half), threads));
                CompletableFuture.allOf(halves.toArray(CompletableFuture<?>[]::new))
                        .join();
            }
        }
    }

    private static void together(CyclicBarrier barrier, Runnable half) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        half.run();
    }
}
