package dev.vivarium.tests.attacks;

import dev.vivarium.StorageSettings;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.console.attack.AttackSuite;
import dev.vivarium.console.attack.Corpus;
import dev.vivarium.console.attack.Verdict;
import dev.vivarium.engine.LocalVivarium;
import dev.vivarium.engine.pool.WorkerCommand;
import dev.vivarium.engine.worker.KernelWalls;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.policy.Presets;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs attacks while one of the two walls is down. No public API can take one down: this is what tests may do. */
final class OneWallMain {

    private static final int HEAP_MEGABYTES = 256;
    private static final int JOBS = 2;

    private OneWallMain() {}

    /**
     * Runs it, and prints a line for each attack.
     *
     * @param args {@code kernel} or {@code python}, which wall is down; the corpus; ids, classes or oracles
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> only = Arrays.asList(args).subList(2, args.length);
        Vivarium.builder().prepare();
        AttackSuite suite = new AttackSuite(_ -> open(args[0]), Presets.PLAYER, System.getenv(AttackSuite.ENVIRONMENT));
        suite.run(Corpus.read(Path.of(args[1])).only(only), JOBS, verdict -> out.println(line(verdict)));
        System.exit(0);
    }

    private static String line(Verdict verdict) {
        return (verdict.passed() ? "PASS " : "FAIL ") + verdict.id() + " "
                + verdict.reason().replace('\n', ' ');
    }

    private static Vivarium open(String down) {
        Settings settings = new Settings(
                1,
                1,
                0,
                true,
                HEAP_MEGABYTES,
                100,
                Integer.MAX_VALUE,
                100,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty(),
                StorageSettings.NONE);
        return LocalVivarium.forTests(
                settings,
                command -> new WorkerCommand(
                        command.kind(),
                        command.heapMegabytes(),
                        down.equals("python") ? PythonWalls.RAZED : PythonWalls.STANDING,
                        down.equals("kernel") ? KernelWalls.RAZED : KernelWalls.STANDING));
    }
}
