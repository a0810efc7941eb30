/** How much of something somebody may have within a time. */
@NullMarked
package dev.vivarium.game.rate;

import org.jspecify.annotations.NullMarked;
