package dev.vivarium.game.session;

import java.util.ArrayList;
import java.util.List;

/** Splits what was typed into words. */
public final class Words {

    private Words() {}

    /**
     * The words of {@code text}; what is in double quotes is one word.
     *
     * @throws IllegalArgumentException if a quote is not closed; the message is for who typed it
     */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"') {
                quoted = !quoted;
                begun = true;
            } else if (java.lang.Character.isWhitespace(letter) && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(letter);
                begun = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("A quote is not closed: names in quotes need a \" at both ends.");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
