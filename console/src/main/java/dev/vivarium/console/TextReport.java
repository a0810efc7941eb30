package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.ScriptTask;
import dev.vivarium.Usage;
import dev.vivarium.value.PythonRepr;

/** For people: the output as it comes, the problem on stderr when it comes, the value on stdout at the very end. */
final class TextReport implements Report {

    private final Console console;

    TextReport(Console console) {
        this.console = console;
    }

    @Override
    public void begin(ScriptTask task) {
        task.onOutput(piece -> {
            console.out().print(piece);
            if (console.out().failure() != null) {
                // Nobody hears it any more: let it not run on for nothing.
                task.kill();
            }
        });
    }

    @Override
    public void ended(Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned _ -> {}
            case Outcome.Failed(ScriptError error, Usage _) ->
                // A policy may keep the traceback back.
                console.err()
                        .println(
                                error.traceback().isEmpty()
                                        ? error.summary()
                                        : error.traceback().stripTrailing());
            case Outcome.Problem problem -> console.tell(problem.message());
        }
    }

    /** The value is the last line, whatever delays print before. */
    @Override
    public void left(ScriptTask task, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned && returned.value() != null) {
            console.out().line(PythonRepr.of(returned.value()));
        }
    }
}
