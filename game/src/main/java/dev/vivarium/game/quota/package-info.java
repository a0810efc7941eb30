/** What the scripts of each account may use up together, and have used. */
@NullMarked
package dev.vivarium.game.quota;

import org.jspecify.annotations.NullMarked;
