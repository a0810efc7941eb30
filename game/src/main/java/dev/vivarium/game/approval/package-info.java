/** What is said of scripts that wait for an admin's approval, here and on the page. */
@NullMarked
package dev.vivarium.game.approval;

import org.jspecify.annotations.NullMarked;
