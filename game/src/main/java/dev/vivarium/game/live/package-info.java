/** What scripts see of the game: capabilities with the rights of their script's author. */
@NullMarked
package dev.vivarium.game.live;

import org.jspecify.annotations.NullMarked;
