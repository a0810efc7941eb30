package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.ScriptTask;
import dev.vivarium.Usage;
import dev.vivarium.console.python.PythonRepr;

/** For people: the output as it comes, then the value on stdout or the problem on stderr. */
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
    public void end(ScriptTask task, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned returned -> value(returned);
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

    private void value(Outcome.Returned returned) {
        Object value = returned.value();
        if (value != null) {
            console.out().line(PythonRepr.of(value));
        }
    }
}
