package dev.vivarium.game.command;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What somebody may have meant. */
final class Suggestions {

    private static final int MOST = 3;
    private static final int LONGEST = 40;

    private Suggestions() {}

    /** Those of {@code known} that are a slip or two away from {@code word}, the nearest first. */
    static List<String> of(String word, Stream<String> known) {
        int slips = word.length() <= 3 ? 1 : 2;
        return word.length() > LONGEST
                ? List.of()
                : known.distinct()
                        .filter(other -> distance(word, other) <= slips)
                        .sorted(Comparator.comparingInt(other -> distance(word, other)))
                        .limit(MOST)
                        .toList();
    }

    /** How many letters to add, take away, change or swap with their neighbour. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
