package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InterruptionTest {

    private final FakeVivarium vivarium = new FakeVivarium(null);
    private final FakeTask task = new FakeTask(Script.of("1"), null, List.of());

    @Test
    void aCommandThatHangsDoesNotKeepTheWorkersAlive() {
        Interruption interruption = Interruption.install();
        interruption.watch(task::kill, vivarium);
        interruption.interrupt();
        assertThat(vivarium.closed).isTrue();
        interruption.close();
    }

    @Test
    void aSignalKillsTheTaskAndWaitsForTheCommandToEnd() throws InterruptedException {
        Interruption interruption = Interruption.install();
        interruption.watch(task::kill, vivarium);
        Thread signal = Thread.startVirtualThread(interruption::interrupt);
        task.completion().toCompletableFuture().join();
        interruption.close();
        signal.join();
        assertThat(task.outcome()).get().isInstanceOf(Outcome.Killed.class);
        assertThat(vivarium.closed).isFalse();
    }

    @Test
    void aTaskThatComesAfterTheSignalIsKilled() throws InterruptedException {
        Interruption interruption = Interruption.install();
        Thread signal = Thread.startVirtualThread(interruption::interrupt);
        // Not to be told from outside: whichever of the two comes first, the task must not survive.
        interruption.watch(task::kill, vivarium);
        task.completion().toCompletableFuture().join();
        interruption.close();
        signal.join();
        assertThat(task.isDone()).isTrue();
    }
}
