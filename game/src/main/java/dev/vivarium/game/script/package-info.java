/** Scripts that players and builders put on things: what sets them off, what they may use up, who has approved them. */
@NullMarked
package dev.vivarium.game.script;

import org.jspecify.annotations.NullMarked;
