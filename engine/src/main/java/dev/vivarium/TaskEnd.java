package dev.vivarium;

import java.time.Duration;

/**
 * A task has ended: for those who watch all of them.
 *
 * @param task which
 * @param outcome how
 * @param latency from its submission to its outcome, time in the queue included
 */
public record TaskEnd(ScriptTask task, Outcome outcome, Duration latency) {}
