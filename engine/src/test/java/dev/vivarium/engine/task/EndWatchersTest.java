package dev.vivarium.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.TaskEnd;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.handle.EndWatchers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EndWatchersTest {

    private final EndWatchers watchers = new EndWatchers();
    private final List<TaskEnd> heard = new ArrayList<>();
    private final TaskEnd end =
            new TaskEnd(Tasks.task(), new Outcome.Returned(List.of(), Usage.NONE), Duration.ofMillis(3));

    @Test
    void whoThrowsOrTakesNothingMoreHurtsNobody() {
        watchers.add(Runnable::run, _ -> {
            throw new IllegalStateException("on purpose");
        });
        watchers.add(
                _ -> {
                    throw new RejectedExecutionException("closed");
                },
                heard::add);
        watchers.add(Runnable::run, heard::add);

        watchers.ended(end);

        assertThat(heard).containsExactly(end);
    }

    @Test
    void whoHasLeftHearsNothing() {
        TimeSource.Cancellation leaving = watchers.add(Runnable::run, heard::add);
        watchers.add(Runnable::run, _ -> {});
        leaving.cancel();

        watchers.ended(end);

        assertThat(heard).isEmpty();
        assertThat(watchers.isEmpty()).isFalse();
    }
}
