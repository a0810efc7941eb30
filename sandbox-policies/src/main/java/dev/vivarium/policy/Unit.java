package dev.vivarium.policy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the amounts of one kind are written in policy files and shown to people. Stateless, so safe for use by any
 * thread.
 *
 * @param <T> the amounts
 */
public abstract sealed class Unit<T extends Comparable<? super T>> {

    /** Times: {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
    public static final Unit<Duration> DURATION = new Times();

    /** Sizes, in powers of 1024: {@code 512B}, {@code 64KB}, {@code 16MB}, {@code 1GB}. */
    public static final Unit<ByteSize> SIZE = new Sizes();

    /** Counts: {@code 1000}. */
    public static final Unit<Integer> COUNT = new Counts();

    private Unit() {}

    /**
     * Reads an amount.
     *
     * @throws IllegalArgumentException if {@code text} is none; the message says how one is written
     */
    public abstract T parse(String text);

    /** The amount as {@link #parse} reads it. */
    public abstract String format(T amount);

    /** Numbers below one are no amounts; the smallest that is. */
    abstract T least();

    private static final class Times extends Unit<Duration> {

        /** As many digits as {@link #format} writes of the longest time there is. */
        private static final Pattern FORM = Pattern.compile("(\\d{1,13}(?:\\.\\d{1,9})?)(ms|s|m|h)");

        @Override
        public Duration parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time: write a number and a unit, like 250ms, 1.5s, 2m or 1h");
            }
            long nanosPerUnit = switch (form.group(2)) {
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                default -> 3_600_000_000_000L;
            };
            try {
                return Duration.ofNanos(new BigDecimal(form.group(1))
                        .multiply(BigDecimal.valueOf(nanosPerUnit))
                        .longValueExact());
            } catch (ArithmeticException beyond) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time that can be kept: it is too long, or too fine", beyond);
            }
        }

        @Override
        public String format(Duration amount) {
            if (amount.toNanosPart() != 0) {
                return BigDecimal.valueOf(amount.toNanos(), 6)
                                .stripTrailingZeros()
                                .toPlainString() + "ms";
            }
            long seconds = amount.toSeconds();
            if (seconds == 0 || seconds % 60 != 0) {
                return seconds + "s";
            }
            return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
        }

        @Override
        Duration least() {
            return Duration.ofMillis(1);
        }
    }

    private static final class Sizes extends Unit<ByteSize> {

        /** As many digits as {@link #format} writes of the largest size there is. */
        private static final Pattern FORM = Pattern.compile("(\\d{1,19})(B|KB|MB|GB)");

        @Override
        public ByteSize parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no size: write a number and a unit, like 512B, 64KB, 16MB or 1GB");
            }
            long bytesPerUnit = switch (form.group(2)) {
                case "B" -> 1L;
                case "KB" -> 1L << 10;
                case "MB" -> 1L << 20;
                default -> 1L << 30;
            };
            try {
                return new ByteSize(new BigInteger(form.group(1))
                        .multiply(BigInteger.valueOf(bytesPerUnit))
                        .longValueExact());
            } catch (ArithmeticException beyond) {
                throw new IllegalArgumentException("'" + text + "' is more than can be counted", beyond);
            }
        }

        @Override
        public String format(ByteSize amount) {
            return amount.toString();
        }

        @Override
        ByteSize least() {
            return new ByteSize(1);
        }
    }

    private static final class Counts extends Unit<Integer> {

        private static final Pattern FORM = Pattern.compile("\\d{1,10}");

        @Override
        public Integer parse(String text) {
            // Without the digits of other scripts and the signs that Java takes as well.
            if (!FORM.matcher(text).matches()) {
                throw none(text);
            }
            long count = Long.parseLong(text);
            if (count > Integer.MAX_VALUE) {
                throw none(text);
            }
            return (int) count;
        }

        private static IllegalArgumentException none(String text) {
            return new IllegalArgumentException("'" + text + "' is no count: write a whole number, like 1000");
        }

        @Override
        public String format(Integer amount) {
            return amount.toString();
        }

        @Override
        Integer least() {
            return 1;
        }
    }
}
