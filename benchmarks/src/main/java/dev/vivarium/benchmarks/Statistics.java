package dev.vivarium.benchmarks;

import java.util.Collection;

/** What is said of many values in one. */
final class Statistics {

    private static final double WHOLE = 100;

    private Statistics() {}

    /** The smallest value that is not exceeded by {@code percent} of all: always one of those that were measured. */
    static double percentile(Collection<Double> values, double percent) {
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(percent / WHOLE * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    /** The middle value, or the mean of the two in the middle. */
    static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The mean for ratios: twice as fast and half as fast cancel each other. */
    static double geometricMean(Collection<Double> values) {
        double logarithms = 0;
        for (double value : sorted(values)) {
            logarithms += Math.log(value);
        }
        return Math.exp(logarithms / values.size());
    }

    private static double[] sorted(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
