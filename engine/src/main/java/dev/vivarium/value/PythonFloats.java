package dev.vivarium.value;

import java.math.BigDecimal;
import java.math.MathContext;

/** Floats as Python writes them: the fewest digits that mean the number, an exponent only if it is far from zero. */
final class PythonFloats {

    private static final int LARGEST_PLAIN = 16;
    private static final int SMALLEST_PLAIN = -3;

    private PythonFloats() {}

    /** Python's notation of {@code number}. */
    static String repr(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        // Not "< 0": negative zero has its sign too.
        String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
        if (Double.isInfinite(number)) {
            return sign + "inf";
        }
        return sign + (number == 0 ? "0.0" : positive(Math.abs(number)));
    }

    private static String positive(double number) {
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (point < SMALLEST_PLAIN || point > LARGEST_PLAIN) {
            return scientific(digits, point - 1);
        }
        String plain = shortest.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    /** Java's own digits are the fewest, except that it takes two where one would do but two are nearer. */
    private static BigDecimal shortest(double number) {
        BigDecimal oneDigit = new BigDecimal(number).round(new MathContext(1));
        return oneDigit.doubleValue() == number ? oneDigit : new BigDecimal(Double.toString(number));
    }
}
