package dev.vivarium.policy;

import java.time.Duration;

/**
 * What one run of a script may use up. Immutable; {@code with…} methods give changed copies.
 *
 * @param timeout wall time from the moment the script starts to run; waiting in the queue does not count
 * @param output what the script may print, stdout and stderr together, in UTF-8 bytes
 * @param values size of all values given to {@code _return}, and of all variables, encoded
 * @param valueItems number of scalars and containers in all values given to {@code _return}, and in all variables
 * @param valueDepth how deep containers may nest in one value
 * @param source length of the source text in UTF-8 bytes
 */
public record Limits(
        Limit<Duration> timeout,
        Limit<ByteSize> output,
        Limit<ByteSize> values,
        Limit<Integer> valueItems,
        Limit<Integer> valueDepth,
        Limit<ByteSize> source) {

    /**
     * The deepest nesting that any policy may allow: values are walked by recursion on both sides of the link, and
     * this many levels fit every stack that does it.
     */
    public static final int DEEPEST_VALUE = 200;

    /** The largest size of values that any policy may allow, in bytes: they travel in one frame. */
    public static final long LARGEST_VALUES = 32L * 1024 * 1024;

    /** Checks every bound; an error names the limit and the rule. */
    public Limits {
        timeout.most().ifPresent(most -> require(most.isPositive(), "timeout", "must be positive", most));
        valueItems.most().ifPresent(most -> require(most > 0, "valueItems", "must be at least 1", most));
        valueDepth
                .most()
                .ifPresent(most -> require(
                        most > 0 && most <= DEEPEST_VALUE, "valueDepth", "must be from 1 to " + DEEPEST_VALUE, most));
        require(valueDepth.most().isPresent(), "valueDepth", "can't be unlimited", valueDepth);
        values.most()
                .ifPresent(most -> require(
                        most.bytes() <= LARGEST_VALUES, "values", "must be at most " + LARGEST_VALUES + "B", most));
        require(values.most().isPresent(), "values", "can't be unlimited", values);
    }

    private static void require(boolean holds, String limit, String rule, Object given) {
        if (!holds) {
            throw new IllegalArgumentException("limit " + limit + " " + rule + ", not " + given);
        }
    }

    /** A copy with another timeout. */
    public Limits withTimeout(Limit<Duration> changed) {
        return new Limits(changed, output, values, valueItems, valueDepth, source);
    }

    /** A copy with another bound on the output. */
    public Limits withOutput(Limit<ByteSize> changed) {
        return new Limits(timeout, changed, values, valueItems, valueDepth, source);
    }
}
