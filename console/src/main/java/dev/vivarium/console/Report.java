package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;

/** How a run is told. */
sealed interface Report permits TextReport, JsonReport {

    /** Called before anything has come of {@code task}. */
    void begin(ScriptTask task);

    /** Called once, after all output. */
    void end(ScriptTask task, Outcome outcome);
}
