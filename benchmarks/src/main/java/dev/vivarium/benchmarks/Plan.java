package dev.vivarium.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How thoroughly to measure.
 *
 * @param quick whether to do as little as shows that a measure works; its figures are worth little
 * @param peers whether to measure others as well
 * @param home the folder in which the launcher {@code vivarium} is
 * @param progress hears what is being done
 */
record Plan(boolean quick, boolean peers, Path home, Consumer<String> progress) {

    private static final int ROUNDS = 5;

    /** How often to repeat what takes seconds. */
    int rounds() {
        return rounds(ROUNDS);
    }

    /** How often to repeat something, if once is not enough. */
    int rounds(int thorough) {
        return either(thorough, 1);
    }

    /** The one amount or the other. */
    int either(int thorough, int hasty) {
        return quick ? hasty : thorough;
    }
}
