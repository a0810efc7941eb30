package dev.vivarium.engine.step;

import dev.vivarium.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call of {@link Steps#step}. Guarded by the lock of its {@link Steps}, but for what is final. */
final class Round {

    private final TimeSource time;
    private final long startNanos;
    private final long budgetNanos;

    /** How many steps had ended when it began. */
    final long endedBefore;

    /** Whether it has let a step begin. */
    boolean began;

    private TimeSource.@Nullable Cancellation alarm;

    Round(TimeSource time, Duration budget, long endedBefore) {
        this.time = time;
        this.endedBefore = endedBefore;
        startNanos = time.nanos();
        // Longer than the clock can tell is as good as for ever.
        budgetNanos = budget.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? budget.toNanos() : Long.MAX_VALUE;
    }

    /** Whether its budget is used up. */
    boolean isOver() {
        return time.nanos() - startNanos >= budgetNanos;
    }

    /** Has {@code atEnd} called when the budget is used up; once is enough. */
    void wakeAtEnd(Runnable atEnd) {
        if (alarm == null) {
            long left = Math.max(0, budgetNanos - (time.nanos() - startNanos));
            alarm = time.schedule(Duration.ofNanos(left), atEnd);
        }
    }

    /** Nobody waits for its end any more. */
    void end() {
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
