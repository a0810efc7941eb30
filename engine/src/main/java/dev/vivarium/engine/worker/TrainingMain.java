package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.HandshakeException;
import dev.vivarium.engine.time.SystemTime;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that makes a worker as {@link WorkerMain} does, with all classes of the runtime, has it exercise and run
 * scripts of its own, and ends: a JVM that is told to can write down what it had to load, and what it found worth
 * compiling. It takes no script from anybody, and is not confined. Its stdin is the life-line, as a worker's is.
 */
public final class TrainingMain {

    /** Some 20 s on a quiet machine. */
    private static final Duration MOST = Duration.ofMinutes(5);

    /** So many until the JVM's second compiler has all that they go through; some seconds. */
    private static final int RUNS_IN_KEPT_CONTEXT = 20_000;

    /** They have a few steps more, and a context each to be made. */
    private static final int RUNS_IN_FRESH_CONTEXTS = 300;

    private static final int UNFINISHED = 1;

    private TrainingMain() {}

    /**
     * Runs it.
     *
     * @param args a directory for its socket
     */
    public static void main(String[] args) throws IOException, InterruptedException, HandshakeException {
        Lifeline.watch(new InputStreamReader(System.in, StandardCharsets.UTF_8), TrainingMain::vanish);
        Worker worker = new Worker(
                "training",
                new SystemTime("vivarium-timer"),
                PythonWalls.STANDING,
                OutputStream.nullOutputStream(),
                Jvm.TRAINING);
        worker.initialiseAll();
        boolean done = worker.awaitExercises(MOST)
                && TrainingRuns.all(worker, Path.of(args[0]), RUNS_IN_KEPT_CONTEXT, RUNS_IN_FRESH_CONTEXTS, MOST);
        // Not the end of main alone: the worker's threads go on.
        System.exit(done ? 0 : UNFINISHED);
    }

    /** A JVM that is to write down what it has loaded does so at any end of its own, for half a minute. */
    private static void vanish() {
        try {
            new ProcessBuilder(
                            "sh", "-c", "kill -KILL " + ProcessHandle.current().pid())
                    .start();
        } catch (IOException noShell) {
            Runtime.getRuntime().halt(UNFINISHED);
        }
    }
}
