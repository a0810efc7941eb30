/**
 * The public API: open a {@link dev.vivarium.Vivarium}, {@code run} a {@link dev.vivarium.Script}, hear of its
 * {@link dev.vivarium.Outcome}.
 */
package dev.vivarium;
