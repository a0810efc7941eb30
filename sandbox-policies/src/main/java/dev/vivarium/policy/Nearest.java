package dev.vivarium.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Nearest {

    /** No comparison of what is far longer than any known word. */
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The one of {@code known} that differs least from {@code word}; empty if none is near. */
    static Optional<String> of(String word, List<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String asked = word.toLowerCase(Locale.ROOT);
        int most = Math.max(1, asked.length() / 3);
        return known.stream()
                .filter(name -> distance(asked, name.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.comparingInt(name -> distance(asked, name.toLowerCase(Locale.ROOT))));
    }

    /** How many letters must be added, removed or changed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
