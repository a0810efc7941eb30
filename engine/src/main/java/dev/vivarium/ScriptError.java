package dev.vivarium;

import java.util.regex.Pattern;

/**
 * What a script raised, as plain data: Python's own words, never a Java class or a path of the host.
 *
 * @param type name of the exception class, for example {@code ValueError}
 * @param message what {@code str()} of the exception gave, cut to a bounded length
 * @param traceback the whole text as Python would print it, with the script's own lines; bounded
 */
public record ScriptError(String type, String message, String traceback) {

    /** What ends a line or steers a terminal: the script chose the words, and a summary goes into logs. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** Type and message in one line, as the last line of a traceback; control characters become spaces. */
    public String summary() {
        String whole = message.isEmpty() ? type : type + ": " + message;
        return CONTROL.matcher(whole).replaceAll(" ");
    }
}
