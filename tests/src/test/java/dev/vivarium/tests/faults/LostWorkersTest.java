package dev.vivarium.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.HostSecrets;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers that somebody kills from outside. */
class LostWorkersTest {

    private WorkerProcesses workers = WorkerProcesses.watch();
    private Vivarium vivarium = Vivarium.builder().workers(1).spares(0).open();

    @BeforeEach
    void ready() {
        Waiting.untilReady(vivarium);
    }

    @AfterEach
    void close() {
        vivarium.close();
        assertThat(workers.alive()).isEmpty();
    }

    private void assertNextReturns() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return('next')"))).value())
                .isEqualTo("next");
    }

    @Test
    void whatAKilledWorkerComputedOrLetSleepIsLostOnceAndTheNextScriptReturns() {
        Heard sleeperHeard = new Heard();
        Heard runnerHeard = new Heard();
        Policy admin = Presets.ADMIN;
        ScriptTask sleeper = vivarium.run(
                Script.of("import time\ntime.sleep(500)").under(admin), sleeperHeard::value, sleeperHeard::problem);
        Waiting.untilState(sleeper, TaskState.Parked.class);
        ScriptTask runner =
                vivarium.run(Script.of("while True: pass").under(admin), runnerHeard::value, runnerHeard::problem);
        Waiting.untilState(runner, TaskState.Running.class);
        ProcessHandle victim = workers.only();

        victim.destroyForcibly();

        for (ScriptTask task : List.of(sleeper, runner)) {
            assertThat(Waiting.outcome(task)).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
                assertThat(lost.reason()).isEqualTo("its worker process ended with exit status 137");
                HostSecrets.assertNoneIn(lost.message(), List.of(victim));
            });
        }
        assertNextReturns();
        assertThat(sleeperHeard.problems()).containsExactly((Outcome.Problem) Waiting.outcome(sleeper));
        assertThat(runnerHeard.problems()).containsExactly((Outcome.Problem) Waiting.outcome(runner));
        assertThat(sleeperHeard.calls() + runnerHeard.calls()).isEqualTo(2);
        assertThat(vivarium.stats().workersLost()).isEqualTo(1);
    }

    @Test
    void anIdleWorkerThatIsKilledIsReplaced() {
        workers.only().destroyForcibly();
        Waiting.until("it is missed", () -> vivarium.stats().workersLost() == 1);

        assertNextReturns();
    }

    @Test
    void tasksThatWaitForAWorkerOutliveIt() {
        ScriptTask runner =
                vivarium.run(Script.of("while True: pass").under(Presets.ADMIN), value -> {}, problem -> {});
        List<ScriptTask> waiting = new ArrayList<>();
        for (long number = 0; number < 5; number++) {
            waiting.add(vivarium.run(Script.of("_return(number)").with("number", number)));
        }
        Waiting.untilState(runner, TaskState.Running.class);

        workers.only().destroyForcibly();

        assertThat(Waiting.outcome(runner)).isInstanceOf(Outcome.Lost.class);
        for (int number = 0; number < waiting.size(); number++) {
            assertThat(Waiting.outcome(waiting.get(number)).value()).isEqualTo((long) number);
        }
    }

    @Test
    void aHundredTasksEndOnceEachWhileWorkersAreKilledAtRandom() {
        vivarium.close();
        workers = WorkerProcesses.watch();
        vivarium = Vivarium.builder().workers(2).spares(1).open();
        Waiting.untilReady(vivarium);
        Random random = new Random(100);
        List<Heard> heard = new ArrayList<>();
        List<ScriptTask> tasks = new ArrayList<>();
        for (long number = 0; number < 100; number++) {
            Heard ears = new Heard();
            Script script = Script.of("import time\ntime.sleep(pause)\n_return(number)")
                    .with("pause", random.nextDouble(0.05))
                    .with("number", number);
            heard.add(ears);
            tasks.add(vivarium.run(script, ears::value, ears::problem));
        }
        for (int kill = 1; kill <= 4; kill++) {
            int done = 20 * kill;
            Waiting.until(done + " are done", () -> vivarium.stats().finished() >= done);
            List<ProcessHandle> alive = workers.alive();
            if (!alive.isEmpty()) {
                alive.get(random.nextInt(alive.size())).destroyForcibly();
            }
        }
        for (int number = 0; number < tasks.size(); number++) {
            Outcome outcome = Waiting.outcome(tasks.get(number));
            assertThat(heard.get(number).calls()).isEqualTo(1);
            switch (outcome) {
                case Outcome.Returned returned -> assertThat(returned.value()).isEqualTo((long) number);
                case Outcome.Lost lost -> assertThat(lost.reason()).contains("exit status 137");
                default -> throw new AssertionError("neither returned nor lost: " + outcome);
            }
        }
        Stats after = vivarium.stats();
        assertThat(after.finished()).isEqualTo(after.submitted()).isEqualTo(100);
        assertNextReturns();
    }
}
