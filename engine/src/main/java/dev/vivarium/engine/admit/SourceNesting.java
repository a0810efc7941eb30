package dev.vivarium.engine.admit;

/**
 * How deep a Python text nests, by brackets and indented lines together: what makes a parser recurse. It knows strings
 * and comments well enough not to count what is in them, and nothing else of the language.
 */
final class SourceNesting {

    private final String text;
    private int at;
    private int brackets;
    private int deepest;

    private SourceNesting(String text) {
        this.text = text;
    }

    /** The deepest nesting in {@code text}. Takes time in proportion to its length. */
    static int of(String text) {
        SourceNesting nesting = new SourceNesting(text);
        nesting.scan();
        return Math.max(nesting.deepest, Indents.deepest(text));
    }

    private void scan() {
        while (at < text.length()) {
            char character = text.charAt(at);
            switch (character) {
                case '#' -> skipComment();
                case '"', '\'' -> skipString(character);
                case '(', '[', '{' -> open();
                case ')', ']', '}' -> close();
                default -> at++;
            }
        }
    }

    private void open() {
        deepest = Math.max(deepest, ++brackets);
        at++;
    }

    private void close() {
        brackets = Math.max(0, brackets - 1);
        at++;
    }

    private void skipComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipString(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean isTriple = text.startsWith(triple, at);
        at += isTriple ? 3 : 1;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (isTriple ? text.startsWith(triple, at) : character == quote || character == '\n') {
                at += isTriple ? 3 : 1;
                return;
            }
            at += character == '\\' ? 2 : 1;
        }
    }
}
