package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The program of {@link HostHeap}: embeds Vivarium and answers each line with the live megabytes of its heap. */
final class HostDriver {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private HostDriver() {}

    /** Answers until its input ends. */
    public static void main(String[] arguments) throws Exception {
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Vivarium engine = Engines.withWorkers(1)) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("queue")) {
                    queue(engine, Integer.parseInt(words[1]));
                }
                System.out.println(Heap.liveMegabytes());
            }
        }
        System.exit(0);
    }

    /** Behind a script that keeps the only worker busy until the engine is closed. */
    private static void queue(Vivarium engine, int count) throws Exception {
        ScriptTask busy = run(engine, "while True:\n    pass\n");
        Stopwatch.await("a script running", PATIENCE, () -> busy.state() instanceof TaskState.Running);
        for (int i = 0; i < count; i++) {
            run(
                    engine,
                    "spell = 'number " + i
                            + "'\nfor part in spell.split():\n    print(part, testvar)\n_return(spell)\n");
        }
        Stopwatch.await("all tasks queued", PATIENCE, () -> engine.stats().queued() >= count);
    }

    private static ScriptTask run(Vivarium engine, String source) {
        Script script = Script.of(source).with(Trivial.VARIABLE, Trivial.GIVEN).under(Wide.POLICY);
        return engine.run(script, _ -> {}, _ -> {});
    }
}
