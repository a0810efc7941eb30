/**
 * The command {@code vivarium bench}: how fast Vivarium is, through its public API and over real confined workers, what
 * that should be, and what others take for the same on the same machine in the same run.
 */
@NullMarked
package dev.vivarium.benchmarks;

import org.jspecify.annotations.NullMarked;
