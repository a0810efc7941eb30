package dev.vivarium.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    private final ManualTime time = new ManualTime();
    private final List<String> ran = new ArrayList<>();

    @Test
    void aCancelledActionNeverRuns() {
        TimeSource.Cancellation handle = time.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));
        handle.cancel();
        time.advance(Duration.ofSeconds(5));
        assertThat(ran).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void anActionDoesNotRunBeforeItsMoment() {
        time.schedule(Duration.ofSeconds(1), () -> ran.add("early"));
        time.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(ran).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("early");
    }

    @Test
    void dueActionsRunInTheOrderOfTheirMomentsAndThenOfTheirScheduling() {
        time.schedule(Duration.ofSeconds(2), () -> ran.add("late"));
        time.schedule(Duration.ofSeconds(1), () -> ran.add("first"));
        time.schedule(Duration.ofSeconds(1), () -> ran.add("second"));
        time.advance(Duration.ofSeconds(3));
        assertThat(ran).containsExactly("first", "second", "late");
    }

    @Test
    void anActionSeesItsOwnMomentAndWhatItSchedulesRunsInTheSameAdvance() {
        time.schedule(
                Duration.ofSeconds(1),
                () -> time.schedule(Duration.ofSeconds(1), () -> ran.add("at " + time.nanos() / 1_000_000_000L)));
        time.advance(Duration.ofSeconds(3));
        assertThat(ran).containsExactly("at 2");
        assertThat(time.nanos()).isEqualTo(3_000_000_000L);
    }

    @Test
    void aDelayTooLongToCountIsForEver() {
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        time.advance(Duration.ofDays(36_500));
        assertThat(ran).isEmpty();
        assertThat(time.pending()).isOne();
    }

    @Test
    void severalThreadsMayScheduleWhileOneAdvances() {
        AtomicInteger count = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 300; i++) {
                threads.execute(() -> time.schedule(Duration.ofMillis(1), count::incrementAndGet));
                time.advance(Duration.ofMillis(1));
            }
        }
        time.advance(Duration.ofMillis(1));
        assertThat(count).hasValue(300);
    }
}
