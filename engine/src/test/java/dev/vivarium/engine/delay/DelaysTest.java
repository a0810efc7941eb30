package dev.vivarium.engine.delay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Delay;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of Evennia's task handles (DL-4 to DL-9), and what is done instead of its faults. */
class DelaysTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final Delays delays = new Delays(time, Optional.empty());
    private final List<String> calls = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    private Delay add(String name, Duration wait) {
        return delays.add("ann", name, wait, () -> calls.add(name), () -> ends.add(name));
    }

    private static void assertStates(Delay delay, boolean exists, boolean active, boolean called) {
        assertThat(delay.exists()).as("exists").isEqualTo(exists);
        assertThat(delay.isActive()).as("active").isEqualTo(active);
        assertThat(delay.isCalled()).as("called").isEqualTo(called);
    }

    @Test
    void itIsCalledOnceAtItsTimeAndThenGone() {
        Delay delay = add("a", TEN_SECONDS);
        assertStates(delay, true, true, false);
        time.advance(TEN_SECONDS.minusNanos(1));
        assertThat(calls).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(calls).containsExactly("a");
        assertStates(delay, false, false, true);
        assertThat(delays.all()).isEmpty();
        assertThat(delay.cancel() || delay.remove() || delay.call() || delay.doNow() || delay.pause())
                .isFalse();
        assertThat(ends).containsExactly("a");
    }

    @Test
    void equalTimesAreCalledInTheOrderInWhichTheyWereMade() {
        add("a", TEN_SECONDS);
        add("b", TEN_SECONDS);
        add("c", TEN_SECONDS);
        time.advance(TEN_SECONDS);
        assertThat(calls).containsExactly("a", "b", "c");
    }

    @Test
    void aCancelledOneIsNotCalledByTheClockButCanBeByHandUntilItIsStale() {
        Delay delay = add("a", TEN_SECONDS);
        assertThat(delay.cancel()).isTrue();
        assertStates(delay, true, false, false);
        assertThat(delay.cancel()).isFalse();
        time.advance(TEN_SECONDS);
        assertThat(calls).isEmpty();
        assertThat(delay.call()).isTrue();
        assertThat(calls).containsExactly("a");
        time.advance(Delays.STALE_AFTER);
        assertStates(delay, false, false, false);
        assertThat(ends).containsExactly("a");
    }

    @Test
    void doingItNowDisarmsIt() {
        Delay delay = add("a", TEN_SECONDS);
        assertThat(delay.doNow()).isTrue();
        assertStates(delay, false, false, true);
        time.advance(TEN_SECONDS);
        assertThat(calls).containsExactly("a");
    }

    @Test
    void callingItNowLeavesItArmed() {
        Delay delay = add("a", TEN_SECONDS);
        assertThat(delay.call()).isTrue();
        assertStates(delay, true, true, false);
        time.advance(TEN_SECONDS);
        assertThat(calls).containsExactly("a", "a");
    }

    @Test
    void whatFallsDueWhileItIsPausedIsCalledWhenTheLastPauseEnds() {
        Delay delay = add("a", TEN_SECONDS);
        assertThat(delay.unpause()).isFalse();
        assertThat(delay.pause()).isTrue();
        assertThat(delay.pause()).isTrue();
        time.advance(Duration.ofHours(1));
        assertStates(delay, true, true, false);
        assertThat(delay.unpause()).isTrue();
        assertThat(calls).isEmpty();
        assertThat(delay.unpause()).isTrue();
        assertThat(calls).containsExactly("a");
        assertThat(delay.unpause()).isFalse();
    }

    @Test
    void oneThatWasDueWhilePausedAndIsCancelledThenIsForgotten() {
        Delay delay = add("a", TEN_SECONDS);
        delay.pause();
        time.advance(Duration.ofHours(1));
        assertThat(delay.cancel()).isTrue();
        assertStates(delay, true, false, false);
        time.advance(Delays.STALE_AFTER.minusNanos(1));
        assertThat(delay.exists()).isTrue();
        time.advance(Duration.ofNanos(1));
        assertStates(delay, false, false, false);
        assertThat(calls).isEmpty();
        assertThat(ends).containsExactly("a");
    }

    @Test
    void numbersAreNeverUsedAgain() {
        Delay first = add("a", TEN_SECONDS);
        first.remove();
        Delay second = add("b", TEN_SECONDS);
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(first.doNow()).isFalse();
        assertStates(second, true, true, false);
        assertThat(delays.find(first.id())).isEmpty();
    }

    @Test
    void oneThatFailsIsOverAndHarmsNobody() {
        Delay bad = delays.add(
                "ann",
                "bad",
                TEN_SECONDS,
                () -> {
                    throw new IllegalStateException("a delay that fails");
                },
                () -> ends.add("bad"));
        add("good", TEN_SECONDS);
        time.advance(TEN_SECONDS);
        assertStates(bad, false, false, true);
        assertThat(calls).containsExactly("good");
        assertThat(ends).containsExactly("bad", "good");
    }

    @Test
    void aCloseRemovesAllAndWhatComesAfterIt() {
        Delay before = add("a", TEN_SECONDS);
        delays.close();
        Delay after = add("b", TEN_SECONDS);
        assertStates(before, false, false, false);
        assertStates(after, false, false, false);
        time.advance(TEN_SECONDS);
        assertThat(calls).isEmpty();
    }
}
