package dev.vivarium.engine.worker;

import dev.vivarium.engine.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A program that makes a worker as {@link WorkerMain} does, with all classes of the runtime, has it exercise, and ends: a
 * JVM that is told to can write down what it had to load, and what it found worth compiling. It runs no script, takes none, and is not confined.
 */
public final class TrainingMain {

    /** Some 20 s on a quiet machine. */
    private static final Duration MOST = Duration.ofMinutes(5);

    private static final int UNFINISHED = 1;

    private TrainingMain() {}

    /** Runs it. Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Worker worker = new Worker(
                "training",
                new SystemTime("vivarium-timer"),
                PythonWalls.STANDING,
                OutputStream.nullOutputStream(),
                Jvm.TRAINING);
        worker.initialiseAll();
        boolean done = worker.awaitExercises(MOST);
        // Not the end of main alone: the worker's threads go on.
        System.exit(done ? 0 : UNFINISHED);
    }
}
