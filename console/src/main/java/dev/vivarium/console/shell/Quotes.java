package dev.vivarium.console.shell;

import java.util.ArrayList;
import java.util.List;

/** Takes a line apart: words between blanks; quotes, single or double, keep blanks and each other. */
final class Quotes {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private char quote;
    private boolean begun;

    private Quotes() {}

    /**
     * The words of {@code line}.
     *
     * @throws ShellProblem if a quote does not close
     */
    static List<String> words(String line) {
        Quotes quotes = new Quotes();
        line.chars().forEach(character -> quotes.read((char) character));
        if (quotes.quote != 0) {
            throw new ShellProblem("The quote " + quotes.quote + " does not close");
        }
        quotes.end();
        return quotes.words;
    }

    private void read(char character) {
        if (character == quote) {
            quote = 0;
        } else if (quote != 0) {
            word.append(character);
        } else if (character == '"' || character == '\'') {
            quote = character;
            begun = true;
        } else if (Character.isWhitespace(character)) {
            end();
        } else {
            word.append(character);
            begun = true;
        }
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
