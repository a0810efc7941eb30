/** Scripts that run for a session, and the words to look at them. */
@NullMarked
package dev.vivarium.game.task;

import org.jspecify.annotations.NullMarked;
