package dev.vivarium.engine.worker;

import dev.vivarium.engine.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A program that makes a worker as {@link WorkerMain} does, with all classes of the runtime, and ends: a JVM that is told
 * to can write down what it had to load. It runs no script, takes none, and is not confined.
 */
public final class TrainingMain {

    private TrainingMain() {}

    /** Runs it. Takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Worker worker = new Worker(
                "training",
                new SystemTime("vivarium-timer"),
                PythonWalls.STANDING,
                OutputStream.nullOutputStream(),
                Jvm.OWN);
        worker.initialiseAll();
        // Not the end of main alone: the worker's threads go on.
        System.exit(0);
    }
}
