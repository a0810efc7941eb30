package dev.vivarium.benchmarks;

import java.util.Collection;
import java.util.Collections;

/**
 * One figure over all rounds.
 *
 * @param min that of the round with the smallest
 * @param median the one in the middle, which counts
 * @param max that of the round with the largest
 * @param rounds how many rounds there were
 */
record Spread(double min, double median, double max, int rounds) {

    /** Of the figures of the rounds. */
    static Spread of(Collection<Double> values) {
        return new Spread(Collections.min(values), Statistics.median(values), Collections.max(values), values.size());
    }
}
