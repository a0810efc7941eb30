package dev.vivarium.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;

/** The program of {@link NaivePeer}: answers one line with one line. */
final class NaiveDriver {

    private static final String UNIT = " ";

    private NaiveDriver() {}

    /** Answers until its input ends; the one argument says whether all contexts share an engine. */
    public static void main(String[] arguments) throws Exception {
        NaiveContexts contexts = new NaiveContexts(Boolean.parseBoolean(arguments[0]));
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                System.out.println(answer(contexts, line.split(UNIT, -1)));
            }
        }
        System.exit(0);
    }

    private static String answer(NaiveContexts contexts, String[] words) throws Exception {
        return switch (words[0]) {
            case "run" -> run(contexts, Answers.decoded(words[1]));
            case "rate" -> Double.toString(rate(contexts, Long.parseLong(words[1]), Integer.parseInt(words[2])));
            default -> throw new IllegalArgumentException("no use for '" + words[0] + "'");
        };
    }

    private static String run(NaiveContexts contexts, String source) {
        Stopwatch watch = new Stopwatch();
        String value = contexts.run(source);
        return watch.seconds() + UNIT + value;
    }

    private static double rate(NaiveContexts contexts, long millis, int lanes) throws Exception {
        return Lanes.perSecond(
                Duration.ofMillis(millis),
                Collections.nCopies(lanes, () -> Answers.check(contexts.run(Trivial.SOURCE))));
    }
}
