package dev.vivarium.game.session;

import java.util.regex.Pattern;

/** Text of others, before it reaches a terminal. */
public final class Plain {

    private static final int LONGEST = 64 * 1024;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029&&[^\\n\\t]]");

    private Plain() {}

    /** {@code text} without what steers terminals or can't be encoded; cut to 64 KB. */
    public static String of(String text) {
        String whole = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
        return CONTROLS.matcher(whole.replace("\r\n", "\n")).replaceAll("\uFFFD");
    }

    /** The same in one line. */
    public static String line(String text) {
        return of(text).replaceAll("\\s+", " ").strip();
    }
}
