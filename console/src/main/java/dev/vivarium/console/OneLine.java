package dev.vivarium.console;

import java.util.regex.Pattern;

/** Texts of others inside lines of ours. */
final class OneLine {

    /** Also what drives terminals: a message may quote a script. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private OneLine() {}

    /** {@code text} with every run of line breaks and other control characters as one space. */
    static String of(String text) {
        return CONTROLS.matcher(text.strip()).replaceAll(" ");
    }
}
