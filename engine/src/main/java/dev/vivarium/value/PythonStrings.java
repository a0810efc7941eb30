package dev.vivarium.value;

/** Strings and bytes as Python writes them. */
final class PythonStrings {

    private PythonStrings() {}

    /** Python's notation of {@code string}. */
    static String repr(String string) {
        char quote = quote(string.indexOf('\'') >= 0, string.indexOf('"') >= 0);
        StringBuilder text = new StringBuilder(string.length() + 2).append(quote);
        string.codePoints().forEach(point -> {
            if (!escaped(text, point, quote)) {
                unicode(text, point);
            }
        });
        return text.append(quote).toString();
    }

    /** Python's notation of {@code bytes}. */
    static String repr(byte[] bytes) {
        char quote = quote(contains(bytes, '\''), contains(bytes, '"'));
        StringBuilder text = new StringBuilder(bytes.length + 3).append('b').append(quote);
        for (byte signed : bytes) {
            int unsigned = Byte.toUnsignedInt(signed);
            if (!escaped(text, unsigned, quote)) {
                hexIf(unsigned < ' ' || unsigned >= 0x7f, text, unsigned);
            }
        }
        return text.append(quote).toString();
    }

    private static char quote(boolean hasSingle, boolean hasDouble) {
        return hasSingle && !hasDouble ? '"' : '\'';
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte each : bytes) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Appends {@code point} if it has an escape of its own. */
    private static boolean escaped(StringBuilder text, int point, char quote) {
        switch (point) {
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (point != quote) {
                    return false;
                }
                text.append('\\').append(quote);
            }
        }
        return true;
    }

    private static void unicode(StringBuilder text, int point) {
        if (point <= 0xff) {
            hexIf(!printable(point), text, point);
        } else if (printable(point)) {
            text.appendCodePoint(point);
        } else {
            text.append(point <= 0xffff ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
        }
    }

    private static void hexIf(boolean escape, StringBuilder text, int point) {
        if (escape) {
            text.append("\\x%02x".formatted(point));
        } else {
            text.append((char) point);
        }
    }

    /** As {@code str.isprintable()}: anything but Unicode's "other" and "separator", of which the space is fine. */
    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
