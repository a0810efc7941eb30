/** The game over telnet: bytes in, lines out, and all that strangers on a network may try. */
@NullMarked
package dev.vivarium.game.telnet;

import org.jspecify.annotations.NullMarked;
