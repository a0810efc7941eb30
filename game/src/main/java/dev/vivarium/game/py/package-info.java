/** An admin's Python: py in one line, and as a console. */
@NullMarked
package dev.vivarium.game.py;

import org.jspecify.annotations.NullMarked;
