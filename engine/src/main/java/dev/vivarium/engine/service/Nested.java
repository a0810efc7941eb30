package dev.vivarium.engine.service;

import dev.vivarium.Script;
import dev.vivarium.engine.task.HostTask;

/** Starts the scripts that scripts start. */
@FunctionalInterface
public interface Nested {

    /**
     * Makes a task of {@code script}, and {@code begin}s it only when its callbacks are set.
     *
     * @param account that of the script that has started it
     */
    Started start(HostTask parent, Script script, Account account);

    /**
     * A task that has not begun.
     *
     * @param begin submits it
     */
    record Started(HostTask task, Runnable begin) {}
}
