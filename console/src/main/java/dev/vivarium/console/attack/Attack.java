package dev.vivarium.console.attack;

import java.util.List;

/**
 * One attack of a corpus.
 *
 * @param id unique within its corpus
 * @param kind its class: what it is after
 * @param oracle what judges it
 * @param argument the words that follow the oracle
 * @param parts its source: one script, or two that different owners run one after the other
 */
record Attack(String id, String kind, OracleName oracle, String argument, List<String> parts) {

    Attack {
        parts = List.copyOf(parts);
    }

    /** All of its source. */
    String source() {
        return String.join("\n", parts);
    }

    /** Whether {@code word} is its id, its class or its oracle. */
    boolean isCalled(String word) {
        return id.equals(word) || kind.equals(word) || oracle.word().equals(word);
    }
}
