package dev.vivarium.console.shell;

import java.util.regex.Pattern;

/** Texts of scripts on somebody's terminal: what would steer it is shown instead. */
final class Visible {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\\t]]");

    private Visible() {}

    /** {@code line} with control characters but tabs in Python's notation. */
    static String of(String line) {
        return CONTROL.matcher(line).replaceAll(found -> escape(found.group().charAt(0)));
    }

    private static String escape(char control) {
        return String.format(control < 0x100 ? "\\\\x%02x" : "\\\\u%04x", (int) control);
    }
}
