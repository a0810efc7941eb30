/** The page: scripts, tasks, workers and policies of a {@code Vivarium} in a browser. */
@NullMarked
package dev.vivarium.web;

import org.jspecify.annotations.NullMarked;
