package dev.vivarium.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * A program that computes, of one kind, and takes CPython some ten milliseconds.
 *
 * @param kind what it is made of mostly
 * @param source ends with one call of {@code _return}
 */
record Program(String kind, String source) {

    private static final List<String> FILES = List.of(
            "calls",
            "integers",
            "floats",
            "strings",
            "objects",
            "generators",
            "comprehensions",
            "exceptions",
            "sorting",
            "json_text",
            "regex",
            "matrices",
            "sieve");

    /** All of them, or the first few. */
    static List<Program> first(int most) {
        return files().limit(most)
                .map(file -> new Program(file.replace('_', '-'), Resources.text("programs/" + file + ".py")))
                .toList();
    }

    /** How many there are. */
    static int count() {
        return FILES.size();
    }

    private static Stream<String> files() {
        return FILES.stream();
    }
}
