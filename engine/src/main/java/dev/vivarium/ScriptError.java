package dev.vivarium;

/**
 * What a script raised, as plain data: Python's own words, never a Java class or a path of the host.
 *
 * @param type name of the exception class, for example {@code ValueError}
 * @param message what {@code str()} of the exception gave, cut to a bounded length
 * @param traceback the whole text as Python would print it, with the script's own lines; bounded
 */
public record ScriptError(String type, String message, String traceback) {

    /** Type and message in one line, as the last line of a traceback. */
    public String summary() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
