/** What a {@code Vivarium} counts, for Micrometer. */
@NullMarked
package dev.vivarium.metrics;

import org.jspecify.annotations.NullMarked;
