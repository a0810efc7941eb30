package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One script from the opening of the engine to the end of all that it has left behind. */
final class OneRun {

    private final Console console;
    private final Report report;
    private final Policies offered;

    /** @param offered the policies that the script may choose from for the scripts that it starts */
    OneRun(Console console, Report report, Policies offered) {
        this.console = console;
        this.report = report;
        this.offered = offered;
    }

    /**
     * Runs {@code script}, reports it and gives the status to exit with.
     *
     * @param linger how long after its end its delays may go on; empty for as long as its policy lets them
     */
    int run(Script script, Optional<Duration> linger) throws InterruptedException {
        try (Interruption interruption = Interruption.install();
                Vivarium vivarium = console.engine().openForOneScript(offered)) {
            Family family = new Family(report, new Questioner(console));
            // With callbacks from the start: a problem that nobody asked to hear of would be logged as well.
            ScriptTask task = vivarium.run(script, value -> {}, problem -> {});
            interruption.watch(family::kill, vivarium);
            family.follow(task);
            Outcome outcome = family.outcome(task);
            if (console.out().failure() == null) {
                report.ended(outcome);
            }
            awaitEnd(family, linger);
            if (console.out().failure() == null) {
                report.left(task, outcome);
            }
            return status(outcome);
        }
    }

    private static void awaitEnd(Family family, Optional<Duration> linger) throws InterruptedException {
        if (linger.isPresent() && !family.awaitEnd(linger.get())) {
            family.kill();
        }
        family.awaitEnd();
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
