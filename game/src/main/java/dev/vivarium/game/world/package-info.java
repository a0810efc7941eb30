/** What there is in the game, and where: rooms, exits, things, characters. Belongs to the game's thread. */
@NullMarked
package dev.vivarium.game.world;

import org.jspecify.annotations.NullMarked;
