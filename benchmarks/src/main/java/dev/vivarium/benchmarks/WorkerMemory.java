package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What scripts that wait, and contexts that wait for scripts, take of memory. */
final class WorkerMemory implements Measure {

    /** Of a worker's default heap no more can be held. */
    private static final int SCRIPTS = 48;

    private static final int HASTY_SCRIPTS = 12;
    private static final int WARM_UP = 60;
    private static final int CONTEXTS = 30;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SLEEP = "import time\ntime.sleep(100)\n";

    private final Goal sleeping = Goal.atMost("worker-memory-sleeping", 4, "MB");
    private final Goal live = Goal.told("worker-memory-sleeping-live", "MB");
    private final Goal context = Goal.atMost("worker-memory-context", 3, "MB");

    @Override
    public String name() {
        return "worker-memory";
    }

    @Override
    public String about() {
        return "per script of " + SCRIPTS + " that sleep in one worker: how much its share of the machine's memory has"
                + " grown, garbage included, after " + WARM_UP + " runs to warm up; what of it lives, told by a heap in"
                + " which scripts of placement thread sleep; and what lives per idle GraalPy context of one engine";
    }

    @Override
    public List<Goal> goals() {
        return List.of(sleeping, live, context);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        int scripts = plan.either(SCRIPTS, HASTY_SCRIPTS);
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            readings.add(sleeping, grownPerScript(scripts));
            try (Child host = Child.jvm(MemoryDriver.class)) {
                double alive = ask(host, "ready");
                readings.add(live, (ask(host, "sleep " + scripts) - alive) / scripts);
            }
            try (Child host = Child.jvm(MemoryDriver.class)) {
                double first = ask(host, "contexts 1");
                readings.add(context, (ask(host, "contexts " + CONTEXTS) - first) / CONTEXTS);
            }
        }
    }

    private static double ask(Child host, String question) throws IOException {
        return Double.parseDouble(host.ask(question));
    }

    private static double grownPerScript(int scripts) throws Exception {
        try (OneWorker worker = OneWorker.start(Engines.oneWorker())) {
            Vivarium engine = worker.engine();
            for (int i = 0; i < WARM_UP; i++) {
                new Caller(engine).call(Trivial.under(Wide.POLICY)).mustBe(Trivial.EXPECTED);
            }
            double empty = worker.megabytes();
            sleep(engine, scripts, Script.of(SLEEP).under(Wide.POLICY));
            return (worker.megabytes() - empty) / scripts;
        }
    }

    /** Returns when that many scripts sleep. */
    static void sleep(Vivarium engine, int scripts, Script script) throws Exception {
        List<ScriptTask> tasks = new ArrayList<>();
        for (int i = 0; i < scripts; i++) {
            tasks.add(engine.run(script.ownedBy("owner-" + i), _ -> {}, _ -> {}));
        }
        Stopwatch.await(
                "all scripts asleep",
                PATIENCE,
                () -> tasks.stream().allMatch(task -> task.state() instanceof TaskState.Parked));
    }

    static Script sleeper() {
        return Script.of(SLEEP);
    }
}
