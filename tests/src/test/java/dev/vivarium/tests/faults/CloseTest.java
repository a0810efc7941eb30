package dev.vivarium.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a Vivarium. */
class CloseTest {

    /** "Seconds at most", on a machine that has other things to do. */
    private static final Duration SECONDS = Duration.ofSeconds(20);

    @Test
    void closingEndsWhatRunsSleepsAndWaitsAndLeavesNoProcess() {
        WorkerProcesses workers = WorkerProcesses.watch();
        List<ScriptTask> tasks = new ArrayList<>();
        List<Heard> heard = new ArrayList<>();
        Vivarium vivarium = Vivarium.builder().workers(1).spares(1).open();
        try (vivarium) {
            submit(vivarium, "import time\ntime.sleep(500)", tasks, heard);
            submit(vivarium, "import time\ntime.sleep(500)", tasks, heard);
            tasks.forEach(task -> Waiting.untilState(task, TaskState.Parked.class));
            submit(vivarium, "x = 10 ** 10 ** 8", tasks, heard);
            Waiting.untilState(tasks.getLast(), TaskState.Running.class);
            for (int number = 0; number < 20; number++) {
                submit(vivarium, "_return(1)", tasks, heard);
            }
            long before = System.nanoTime();
            vivarium.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SECONDS);
        }

        assertThat(tasks)
                .allSatisfy(task -> assertThat(task.outcome())
                        .get()
                        .isInstanceOfSatisfying(
                                Outcome.Killed.class,
                                killed -> assertThat(killed.reason()).isEqualTo("Vivarium was closed")));
        tasks.forEach(Waiting::outcome);
        assertThat(heard).allSatisfy(ears -> assertThat(ears.calls()).isEqualTo(1));
        assertThat(workers.alive()).isEmpty();
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return(1)"), value -> {}, problem -> {})))
                .isInstanceOf(Outcome.Rejected.class);
    }

    private static void submit(Vivarium vivarium, String source, List<ScriptTask> tasks, List<Heard> heard) {
        Heard ears = new Heard();
        heard.add(ears);
        tasks.add(vivarium.run(Script.of(source).under(Presets.ADMIN), ears::value, ears::problem));
    }

    @Test
    void closingAtOnceLeavesNoProcessThatWasJustBeingStarted() {
        WorkerProcesses workers = WorkerProcesses.watch();
        Vivarium vivarium = Vivarium.builder().workers(2).spares(0).open();
        Heard heard = new Heard();
        ScriptTask task = vivarium.run(Script.of("_return(1)"), heard::value, heard::problem);

        vivarium.close();

        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);
        assertThat(heard.calls()).isEqualTo(1);
        Waiting.until("no worker is left", () -> workers.alive().isEmpty());
    }
}
