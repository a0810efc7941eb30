package dev.vivarium.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: three digits that count are more than any of these measures can promise. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final double WHOLE_FROM = 100;

    private Numbers() {}

    /** {@code value} without needless digits: {@code 0.251}, {@code 12.3}, {@code 4567}. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "?";
        }
        return Math.abs(value) >= WHOLE_FROM
                ? Long.toString(Math.round(value))
                : new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString();
    }
}
