/** A small multi-user game around Vivarium: to play, and to copy into a real one. */
@NullMarked
package dev.vivarium.game;

import org.jspecify.annotations.NullMarked;
