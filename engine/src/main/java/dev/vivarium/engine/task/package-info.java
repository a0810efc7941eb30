/** A task on the host's side: its state, its output, its callbacks. */
package dev.vivarium.engine.task;
