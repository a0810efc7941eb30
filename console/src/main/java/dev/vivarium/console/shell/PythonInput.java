package dev.vivarium.console.shell;

import java.util.regex.Pattern;

/** Python after the word {@code py}: where it begins, and whether more lines belong to it. */
public final class PythonInput {

    private static final String WORD = Word.PY.text();
    private static final Pattern BEGINS_ALONE = Pattern.compile(WORD + "[ \\t]*\\n");

    private PythonInput() {}

    static boolean isPython(String line) {
        return line.startsWith(WORD)
                && line.length() > WORD.length()
                && Character.isWhitespace(line.charAt(WORD.length()));
    }

    /** What comes after the word; the lines of a block keep their indentation. */
    static String source(String line) {
        return line.substring(WORD.length()).replaceFirst("^[ \\t]*\\n|^[ \\t]+", "");
    }

    /**
     * Whether {@code text}, all that is typed so far, goes on in another line: {@code py} alone and blocks do until an
     * empty line; open brackets, long strings and a backslash at the end do, too.
     */
    public static boolean isOpen(String text) {
        if (text.strip().equals(WORD)) {
            return !endsWithEmptyLine(text);
        }
        if (!isPython(text)) {
            return false;
        }
        Scan scan = Scan.of(source(text));
        boolean block = scan.block || BEGINS_ALONE.matcher(text).lookingAt();
        return scan.isOpen() || (block && !endsWithEmptyLine(text));
    }

    private static boolean endsWithEmptyLine(String text) {
        int lineBreak = text.lastIndexOf('\n');
        return lineBreak >= 0 && text.substring(lineBreak).isBlank();
    }

    /** One pass over Python: as much as tells whether a line ends something. */
    private static final class Scan {

        private final String text;
        private int at;
        private int brackets;
        private String quote = "";
        private char last = '\n';
        private boolean block;
        private boolean continued;

        private Scan(String text) {
            this.text = text;
        }

        static Scan of(String text) {
            Scan scan = new Scan(text);
            while (scan.at < text.length()) {
                scan.step();
            }
            scan.block |= scan.last == ':';
            return scan;
        }

        boolean isOpen() {
            return brackets > 0 || quote.length() == 3 || continued;
        }

        private void step() {
            char next = text.charAt(at);
            continued = next == '\\' && at + 1 == text.length();
            if (next == '\\') {
                at += 2;
            } else if (!quote.isEmpty()) {
                inString(next);
            } else if (next == '"' || next == '\'') {
                String three = String.valueOf(next).repeat(3);
                quote = text.startsWith(three, at) ? three : String.valueOf(next);
                at += quote.length();
                last = next;
            } else if (next == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                code(next);
            }
        }

        private void inString(char next) {
            if (text.startsWith(quote, at)) {
                at += quote.length();
                quote = "";
                return;
            }
            // A short string ends with its line, which is Python's to complain of.
            quote = next == '\n' && quote.length() == 1 ? "" : quote;
            at++;
        }

        private void code(char next) {
            if ("([{".indexOf(next) >= 0) {
                brackets++;
            } else if (")]}".indexOf(next) >= 0) {
                brackets--;
            } else if (next == '\n' && last == ':' && brackets == 0) {
                block = true;
            }
            last = next == '\n' || !Character.isWhitespace(next) ? next : last;
            at++;
        }
    }
}
