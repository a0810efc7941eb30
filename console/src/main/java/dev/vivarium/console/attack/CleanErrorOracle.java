package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The caller gets an error in Python's words, and nothing in Java's or of the host's. */
final class CleanErrorOracle implements Oracle {

    private static final Pattern JAVA_CLASS = Pattern.compile("\\b(?:java|javax|jdk|sun|com\\.(?:oracle|sun|ibm)"
            + "|org\\.graalvm|dev\\.vivarium|tools\\.jackson|org\\.slf4j)\\.(?:\\w+\\.)*[A-Z][\\w$]*");
    private static final Pattern JAVA_FRAME =
            Pattern.compile("\\bat [\\w.$/@]+\\.[\\w$<>]+\\([^)\\n]*\\)|\\(\\w+\\.java(?::\\d+)?\\)");
    private static final Pattern HOST_PATH = Pattern.compile(
            "(?<![\\w.])/(?:home|Users|root|usr|opt|var|etc|tmp|lib|lib64|proc|dev|mnt|srv)/[^\\s'\":,;)\\]}>]+");
    private static final Pattern OTHER_HOST_PATH =
            Pattern.compile("(?<![\\w.])(?:/[\\w.@+-]+)+\\.(?:jar|java|class|so)\\b");

    @Override
    public List<String> problems(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        evidence.last()
                .outcome()
                .flatMap(outcome -> wrongEnd(outcome, evidence.attack()))
                .ifPresent(problems::add);
        evidence.texts().stream()
                .flatMap(text -> findings(text, evidence))
                .distinct()
                .limit(3)
                .forEach(problems::add);
        return problems;
    }

    private static Optional<String> wrongEnd(Outcome outcome, Attack attack) {
        return switch (outcome) {
            case Outcome.Failed(ScriptError error, Usage _) ->
                PythonErrors.isOne(error.type(), attack)
                        ? Optional.empty()
                        : Optional.of("'" + error.type() + "' is no exception class of Python");
            default -> Optional.of("ended not with an error but as " + outcome.name());
        };
    }

    private static Stream<String> findings(String text, Evidence evidence) {
        String rest = evidence.host().withoutExcluded(text);
        return Stream.of(
                        found("a Java class shows: ", JAVA_CLASS, rest, evidence.attack()),
                        found("a frame of Java shows: ", JAVA_FRAME, rest, evidence.attack()),
                        found("a path of the host shows: ", HOST_PATH, rest, evidence.attack()),
                        found("a path of the host shows: ", OTHER_HOST_PATH, rest, evidence.attack()),
                        evidence.host().pathIn(text))
                .flatMap(Optional::stream);
    }

    /** What the script itself said first is no news. */
    private static Optional<String> found(String what, Pattern pattern, String text, Attack attack) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map(result -> result.group())
                .filter(match -> !attack.source().contains(match))
                .findFirst()
                .map(match -> what + match);
    }
}
