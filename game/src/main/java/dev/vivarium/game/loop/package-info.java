/** The game's one thread. */
@NullMarked
package dev.vivarium.game.loop;

import org.jspecify.annotations.NullMarked;
