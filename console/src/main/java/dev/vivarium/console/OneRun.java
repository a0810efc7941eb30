package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** One script from the opening of the engine to its end. */
final class OneRun {

    private final Console console;
    private final Report report;

    OneRun(Console console, Report report) {
        this.console = console;
        this.report = report;
    }

    /** Runs {@code script}, reports it and gives the status to exit with. */
    int run(Script script) throws InterruptedException {
        try (Interruption interruption = Interruption.install();
                Vivarium vivarium = console.engine().openForOneScript()) {
            // With callbacks from the start: a problem that nobody asked to hear of would be logged as well.
            ScriptTask task = vivarium.run(script, value -> {}, problem -> {});
            interruption.watch(task, vivarium);
            Outcome outcome = follow(task);
            if (console.out().failure() == null) {
                report.end(task, outcome);
            }
            return status(outcome);
        }
    }

    /** Waits by callbacks registered after the report's own: only so all its output has come when the end does. */
    private Outcome follow(ScriptTask task) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        report.begin(task);
        task.onReturn(value -> over.countDown());
        task.onError(problem -> over.countDown());
        over.await();
        return task.outcome().orElseThrow(() -> new IllegalStateException("a task has ended without an outcome"));
    }

    private int status(Outcome outcome) {
        IOException failure = console.out().failure();
        if (failure == null) {
            return ExitStatus.of(outcome);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Broken pipe")) {
            return ExitStatus.BROKEN_PIPE;
        }
        console.tell("can't write to standard output: " + message);
        return ExitStatus.UNWRITABLE;
    }
}
