package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import dev.vivarium.tests.support.Waiting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator can see from outside: workers, and the end of every task. */
@Timeout(120)
class WatchingTest {

    @Test
    void everyEndIsToldOnceNestedOnesIncludedAndWorkersShowTheirMemory() {
        List<TaskEnd> ends = new CopyOnWriteArrayList<>();
        try (Vivarium vivarium = Vivarium.builder().workers(1).spares(0).open()) {
            TimeSource.Cancellation watching = vivarium.onTaskEnd(Runnable::run, ends::add);
            ScriptTask parent = vivarium.run(Script.of("from vivarium import run_async; run_async('1/0')"));
            Waiting.outcome(parent);
            Waiting.until("both ends were told", () -> ends.size() == 2);
            assertThat(ends).extracting(end -> end.outcome().name()).containsExactlyInAnyOrder("RETURNED", "FAILED");
            assertThat(ends).allSatisfy(end -> {
                assertThat(end.latency()).isPositive();
                assertThat(end.task().age()).isGreaterThanOrEqualTo(end.latency());
            });

            Workers workers = vivarium.workers().toCompletableFuture().join();
            assertThat(workers.present()).hasSize(1);
            assertThat(workers.present().getFirst().residentBytes()).isGreaterThan(50L << 20);
            assertThat(workers.gone()).isEmpty();

            watching.cancel();
            assertThat(Waiting.outcome(vivarium.run(Script.of("_return(1)")))).isInstanceOf(Outcome.Returned.class);
            assertThat(ends).hasSize(2);
        }
    }

    @Test
    void aClosedOneStillTellsOfItsWorkers() {
        Vivarium vivarium = Vivarium.builder().workers(1).spares(0).open();
        vivarium.close();
        assertThat(vivarium.workers().toCompletableFuture().join().gone()).noneMatch(Workers.Gone::lost);
    }
}
