package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;

/** How a run is told. */
sealed interface Report permits TextReport, JsonReport {

    /** Called before anything has come of {@code task}: the one that was asked for, or one that it has started. */
    void begin(ScriptTask task);

    /** Called once, when the task that was asked for has ended, after all output until then. */
    void ended(Outcome outcome);

    /** Called once, when nothing is left of any task, after all output. */
    void left(ScriptTask task, Outcome outcome);
}
