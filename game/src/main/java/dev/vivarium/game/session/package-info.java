/** One connection's way from the greeting to its end, whatever carries it. */
@NullMarked
package dev.vivarium.game.session;

import org.jspecify.annotations.NullMarked;
