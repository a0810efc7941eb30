package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What dialogues that wait for an answer take of a worker, and of who computes there. */
final class Dialogues implements Measure {

    private static final int DIALOGUES = 300;
    private static final int HASTY_DIALOGUES = 12;

    /** One context takes some 2.5 MB of heap. */
    private static final int HEAP_MEGABYTES = 1536;

    private static final int RUNS = 40;
    private static final int HASTY_RUNS = 6;
    private static final int WARM_UP = 150;
    private static final int HASTY_WARM_UP = 10;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String DIALOGUE = """
            name = yield 'Who are you?'
            _return('Hello, ' + name)
            """;

    private static final String ANSWER = "Ann";

    private final Goal memory = Goal.atMost("dialogues-memory", 4, "MB");
    private final Goal slowdown = Goal.atMost("dialogues-slowdown", 1.1, Goal.RATIO);

    @Override
    public String name() {
        return "dialogues";
    }

    @Override
    public String about() {
        return DIALOGUES + " dialogues that wait for an answer in one worker with a heap of " + HEAP_MEGABYTES
                + " MB: how much its share of the machine's memory has grown for each, garbage included; and the median"
                + " time of " + RUNS + " programs that compute in that worker then, as multiple of that of as many runs"
                + " before; after " + WARM_UP + " runs to warm up";
    }

    @Override
    public List<Goal> goals() {
        return List.of(memory, slowdown);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            round(plan, readings);
        }
    }

    private void round(Plan plan, Readings readings) throws Exception {
        int count = plan.either(DIALOGUES, HASTY_DIALOGUES);
        int runs = plan.either(RUNS, HASTY_RUNS);
        // Programs that compute a lot must not move to a worker of another kind.
        try (OneWorker worker =
                OneWorker.start(Engines.oneWorker().peakWorkers(0).workerHeapMegabytes(HEAP_MEGABYTES))) {
            Vivarium engine = worker.engine();
            millis(engine, plan.either(WARM_UP, HASTY_WARM_UP));
            double alone = millis(engine, runs);
            double empty = worker.megabytes();
            List<ScriptTask> dialogues = begin(engine, count);
            readings.add(memory, (worker.megabytes() - empty) / count);
            readings.add(slowdown, millis(engine, runs) / alone);
            answer(dialogues);
        }
    }

    private static double millis(Vivarium engine, int runs) throws Exception {
        Program program = Program.first(1).getFirst();
        Script script = Script.of(program.source()).named(program.kind()).under(Wide.POLICY);
        List<Double> millis = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Caller.Reply reply = new Caller(engine).call(script);
            millis.add(reply.mustReturn().usage().wall().toNanos() / 1e6);
        }
        return Statistics.median(millis);
    }

    private static List<ScriptTask> begin(Vivarium engine, int count) throws Exception {
        Script script = Script.of(DIALOGUE).named("dialogue").under(Wide.POLICY);
        List<ScriptTask> dialogues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dialogues.add(engine.run(script.ownedBy("owner-" + i), _ -> {}, _ -> {}));
        }
        Stopwatch.await(
                "all dialogues have asked",
                PATIENCE,
                () -> dialogues.stream().allMatch(task -> task.questions().size() == 1));
        return dialogues;
    }

    /** What waits must be alive. */
    private static void answer(List<ScriptTask> dialogues) throws Exception {
        dialogues.forEach(task -> task.questions().getFirst().answer(ANSWER));
        Stopwatch.await(
                "all dialogues answered", PATIENCE, () -> dialogues.stream().allMatch(ScriptTask::isDone));
        for (ScriptTask task : dialogues) {
            Object value = task.outcome().orElseThrow().value();
            if (!("Hello, " + ANSWER).equals(value)) {
                throw new MeasureException(
                        "a dialogue ended with " + task.outcome().orElseThrow());
            }
        }
    }
}
