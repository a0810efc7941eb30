/** What players type: words, their help, and what they do. */
@NullMarked
package dev.vivarium.game.command;

import org.jspecify.annotations.NullMarked;
