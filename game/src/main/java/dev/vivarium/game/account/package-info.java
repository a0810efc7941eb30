/** Who may sign in, and with which password. */
@NullMarked
package dev.vivarium.game.account;

import org.jspecify.annotations.NullMarked;
