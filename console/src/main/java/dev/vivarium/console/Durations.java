package dev.vivarium.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
final class Durations {

    /** Longer ones are slips of the keyboard, and far from what nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads {@code text}, the argument of {@code option}.
     *
     * @throws UsageProblem if it is no duration, not positive, or longer than a year
     */
    static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageProblem(option + " needs a number with its unit, ms, s, m or h, as in 250ms, 1.5s or 2m;"
                    + " not '" + text + "'");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
        if (nanos.compareTo(BigDecimal.ONE) < 0) {
            throw new UsageProblem(option + " must be more than zero, not " + text);
        }
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw new UsageProblem(option + " must be at most a year, not " + text);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static BigDecimal unit(String unit) {
        Duration one = switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return BigDecimal.valueOf(one.toNanos());
    }
}
