package dev.vivarium.benchmarks;

import dev.vivarium.Vivarium;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** The program of {@link WorkerMemory}: holds scripts or contexts, and answers each line with its live megabytes. */
final class MemoryDriver {

    /** In this JVM: what lives in a confined worker can't be asked from outside. */
    private static final Policy HERE =
            Presets.ADMIN.toBuilder().placement(Placement.THREAD).build();

    private static final int WARM_UP = 20;

    private MemoryDriver() {}

    /** Answers until its input ends. */
    public static void main(String[] arguments) throws Exception {
        List<Object> held = new ArrayList<>();
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                Vivarium vivarium = Vivarium.builder().workers(1).spares(0).open();
                Engine engine = Engine.create("python")) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                hold(line.split(" ", -1), vivarium, engine, held);
                System.out.println(Heap.liveMegabytes());
            }
        }
        // What is held must live until the last answer.
        held.clear();
        System.exit(0);
    }

    private static void hold(String[] words, Vivarium vivarium, Engine engine, List<Object> held) throws Exception {
        switch (words[0]) {
            case "ready" -> ready(vivarium);
            case "sleep" ->
                WorkerMemory.sleep(
                        vivarium,
                        Integer.parseInt(words[1]),
                        WorkerMemory.sleeper().under(HERE));
            case "contexts" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    Context context =
                            Context.newBuilder("python").engine(engine).build();
                    context.initialize("python");
                    held.add(context);
                }
            }
            default -> throw new IllegalArgumentException("no use for '" + words[0] + "'");
        }
    }

    private static void ready(Vivarium vivarium) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            new Caller(vivarium).call(Trivial.under(HERE)).mustBe(Trivial.EXPECTED);
        }
    }
}
