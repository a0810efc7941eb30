package dev.vivarium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RPyC's poll_all (R40 to R43) as it should be: it drains what there is, within bounds, and never sleeps. */
class CallbackQueueTest {

    private static final Duration AMPLE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final CallbackQueue queue = new CallbackQueue(time);
    private final List<Integer> ran = new ArrayList<>();

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            queue.execute(() -> ran.add(number));
        }
    }

    @Test
    void oneCallDrainsAllInOrder() {
        add(30);
        assertThat(queue.drain(CallbackQueue.UNLIMITED, AMPLE)).isEqualTo(30);
        assertThat(ran).hasSize(30).isSorted();
        assertThat(queue.drain(CallbackQueue.UNLIMITED, AMPLE)).isZero();
    }

    @Test
    void noMoreThanAskedForAreRun() {
        add(6);
        assertThat(queue.drain(5, AMPLE)).isEqualTo(5);
        assertThat(queue.drain(5, AMPLE)).isOne();
    }

    @Test
    void theBudgetEndsItAndOneRunsInAnyCase() {
        for (int i = 0; i < 10; i++) {
            queue.execute(() -> time.advance(Duration.ofMillis(3)));
        }
        assertThat(queue.drain(CallbackQueue.UNLIMITED, Duration.ofMillis(5))).isEqualTo(2);
        assertThat(queue.drain(CallbackQueue.UNLIMITED, Duration.ofNanos(1))).isOne();
    }

    @Test
    void whatThrowsThrowsFromHereAndTheRestWait() {
        queue.execute(() -> {
            throw new IllegalStateException("a task that throws");
        });
        add(1);
        assertThatThrownBy(() -> queue.drain(CallbackQueue.UNLIMITED, AMPLE)).hasMessage("a task that throws");
        assertThat(queue.drain(CallbackQueue.UNLIMITED, AMPLE)).isOne();
    }

    @Test
    void boundsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> queue.drain(0, AMPLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.drain(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
