/** The game's database: one SQLite file, written by a thread of its own. */
@NullMarked
package dev.vivarium.game.store;

import org.jspecify.annotations.NullMarked;
