/** Who has done what with powers that others have not. */
@NullMarked
package dev.vivarium.game.audit;

import org.jspecify.annotations.NullMarked;
