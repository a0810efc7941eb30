package dev.vivarium.benchmarks;

import java.util.Optional;

/**
 * A figure that a measure yields, and what it should be.
 *
 * @param figure its name: lower-case words with dashes
 * @param unit {@link #RATIO} where it is a number of times
 * @param target what it should be
 */
record Goal(String figure, String unit, Target target) {

    static final String RATIO = "ratio";

    /** What a figure should be. */
    sealed interface Target {

        /** Whether {@code value} is as it should be; empty where nothing was promised. */
        Optional<Boolean> isMetBy(double value);
    }

    /** A cost. */
    record AtMost(double bound) implements Target {
        @Override
        public Optional<Boolean> isMetBy(double value) {
            return Optional.of(value <= bound);
        }
    }

    /** A yield. */
    record AtLeast(double bound) implements Target {
        @Override
        public Optional<Boolean> isMetBy(double value) {
            return Optional.of(value >= bound);
        }
    }

    /** A figure that only helps to understand the others. */
    record Told() implements Target {
        @Override
        public Optional<Boolean> isMetBy(double value) {
            return Optional.empty();
        }
    }

    static Goal atMost(String figure, double bound, String unit) {
        return new Goal(figure, unit, new AtMost(bound));
    }

    static Goal atLeast(String figure, double bound, String unit) {
        return new Goal(figure, unit, new AtLeast(bound));
    }

    static Goal told(String figure, String unit) {
        return new Goal(figure, unit, new Told());
    }

    /** The target for people, for example {@code at most 1 ms}; empty where there is none. */
    String text() {
        return switch (target) {
            case AtMost(double bound) -> "at most " + amount(bound);
            case AtLeast(double bound) -> "at least " + amount(bound);
            case Told() -> "";
        };
    }

    private String amount(double bound) {
        return unit.equals(RATIO) ? Numbers.text(bound) : Numbers.text(bound) + " " + unit;
    }
}
