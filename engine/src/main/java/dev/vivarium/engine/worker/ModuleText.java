package dev.vivarium.engine.worker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a module of Python's library with one statement more, before all that does anything: library.py says why.
 * No line gets another number.
 */
final class ModuleText {

    private static final String MARK = "__vivarium__()";

    /** What may stand before the first statement. */
    private static final Pattern NOTHING = Pattern.compile("(?:[ \\t\\f]*+(?:#[^\\n]*+)?\\n)*+");

    /** A docstring that ends its line. It is the first statement, or else it would not be one. */
    private static final Pattern DOCSTRING = Pattern.compile(
            "[rRuU]?(?:\"\"\"(?:[^\\\\\"]++|\\\\.|\"(?!\"\"))*+\"\"\"|'''(?:[^\\\\']++|\\\\.|'(?!''))*+'''"
                    + "|\"(?:[^\\\\\"\\n]|\\\\.)++\"|'(?:[^\\\\'\\n]|\\\\.)++')(?=[ \\t]*(?:#[^\\n]*)?(?:\\n|\\z))",
            Pattern.DOTALL);

    /** Must come before any other statement. */
    private static final Pattern FUTURE = Pattern.compile("from __future__ import (?:\\([^)]*\\)|[\\w, ]*\\w)");

    /** What can share its line with a statement before it. */
    private static final Pattern SIMPLE = Pattern.compile("(?:import|from) |\\w+ = ");

    /** A declaration of an encoding in one of the first two lines: what is not UTF-8 is left alone. */
    private static final Pattern ENCODING =
            Pattern.compile("\\A(?:[^\\n]*\\n)?[ \\t\\f]*#[^\\n]*?coding[:=][ \\t]*(?!(?i:utf-?8))[-\\w.]+");

    private ModuleText() {}

    /** The marked text; empty if there is no place for the mark. */
    static Optional<String> marked(String text) {
        if (ENCODING.matcher(text).find()) {
            return Optional.empty();
        }
        int statement = after(NOTHING, text, 0);
        int end = after(DOCSTRING, text, statement);
        int last = end > statement ? end : -1;
        for (int next = beginAfter(text, end); ; next = beginAfter(text, last)) {
            int future = after(FUTURE, text, next);
            if (future == next) {
                break;
            }
            last = future;
        }
        return last >= 0 ? Optional.of(insert(text, last, "; " + MARK)) : before(text, statement);
    }

    /** In the line before the first statement, which is empty or a comment; or on its own line, if that may be. */
    private static Optional<String> before(String text, int statement) {
        if (statement > 0) {
            return Optional.of(insert(text, text.lastIndexOf('\n', statement - 2) + 1, MARK + " "));
        }
        return SIMPLE.matcher(text).lookingAt() ? Optional.of(insert(text, 0, MARK + "; ")) : Optional.empty();
    }

    /** Where the statement begins that follows the one which ends at {@code end}. */
    private static int beginAfter(String text, int end) {
        return after(NOTHING, text, end);
    }

    /** The end of what {@code pattern} finds at {@code from}; that place itself if it isn't there. */
    private static int after(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }

    private static String insert(String text, int at, String statement) {
        return text.substring(0, at) + statement + text.substring(at);
    }
}
