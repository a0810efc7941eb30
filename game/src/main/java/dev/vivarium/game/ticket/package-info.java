/** Tokens by which players sign in elsewhere. */
@NullMarked
package dev.vivarium.game.ticket;

import org.jspecify.annotations.NullMarked;
