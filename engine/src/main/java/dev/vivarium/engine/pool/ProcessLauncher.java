package dev.vivarium.engine.pool;

import java.time.Duration;

/** Starts workers as child processes. */
public final class ProcessLauncher implements Launcher {

    private final WorkerCommand command;
    private final Duration startTimeout;

    /** @param startTimeout how long a worker may take from its start until it is ready */
    public ProcessLauncher(WorkerCommand command, Duration startTimeout) {
        this.command = command;
        this.startTimeout = startTimeout;
    }

    @Override
    public Hand launch(int number, Listener listener) {
        WorkerProcess worker = new WorkerProcess(number, listener);
        // Not before: it would hold the first worker up.
        worker.whenReady(() -> WorkerTraining.inBackground(command));
        Thread.ofPlatform()
                .daemon()
                .name("vivarium-worker-" + number + "-start")
                .start(() -> worker.start(command, startTimeout));
        return worker;
    }

    /** Makes now what lets workers start fast; gives whether it is there. Takes half a minute the first time. */
    public static boolean prepare(WorkerCommand command) {
        return WorkerTraining.now(command);
    }

    @Override
    public boolean needsPings() {
        return true;
    }
}
