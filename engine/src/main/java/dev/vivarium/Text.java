package dev.vivarium;

import java.time.Duration;

/** Durations for people. */
final class Text {

    private Text() {}

    /** {@code duration} in seconds, without needless digits: {@code 1 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        String plain = java.math.BigDecimal.valueOf(duration.toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        return plain + " s";
    }
}
