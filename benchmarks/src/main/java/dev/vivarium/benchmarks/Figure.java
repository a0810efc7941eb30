package dev.vivarium.benchmarks;

import java.util.Map;
import java.util.Optional;

/**
 * A figure as it was measured.
 *
 * @param goal which one, and what it should be
 * @param spread what it was
 * @param parts what it was made of, by name, where it was made of several
 * @param peers what others take for the same, by name
 */
record Figure(Goal goal, Spread spread, Map<String, Spread> parts, Map<String, PeerFigure> peers) {

    /** What another way to run Python takes. */
    sealed interface PeerFigure {

        /** It took this. */
        record Measured(Spread spread) implements PeerFigure {}

        /** It was left out. */
        record Skipped(String reason) implements PeerFigure {}
    }

    /** The one number: the median of the rounds. */
    double value() {
        return spread.median();
    }

    /** Whether it is what it should be; empty where nothing was promised. */
    Optional<Boolean> met() {
        return goal.target().isMetBy(value());
    }
}
