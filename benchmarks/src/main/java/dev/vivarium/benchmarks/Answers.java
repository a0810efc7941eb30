package dev.vivarium.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the drivers of the peers are asked and answer: {@code run SOURCE} in Base64, answered by the seconds that the
 * script took and what it gave to {@code _return}, as text.
 *
 * @param seconds as the driver measured them
 * @param value as text
 */
record Answers(double seconds, String value) {

    /** Asks {@code driver} to run {@code source} in a fresh sandbox. */
    static Answers run(Child driver, String source) throws IOException {
        String answer = driver.ask("run " + encoded(source));
        String[] words = answer.split(" ", 2);
        if (words.length != 2) {
            throw new IOException("a driver answered '" + answer + "'");
        }
        return new Answers(Double.parseDouble(words[0]), words[1]);
    }

    /** {@code source} in one word. */
    static String encoded(String source) {
        return Base64.getEncoder().encodeToString(source.getBytes(StandardCharsets.UTF_8));
    }

    /** What was {@link #encoded}. */
    static String decoded(String word) {
        return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    }

    /** Refuses an answer to the trivial script that is wrong. */
    static void check(String value) {
        if (!value.strip().equals(Trivial.EXPECTED.toString())) {
            throw new MeasureException("a peer answered '" + value.strip() + "' in place of " + Trivial.EXPECTED);
        }
    }
}
