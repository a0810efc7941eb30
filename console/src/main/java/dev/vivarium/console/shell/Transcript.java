package dev.vivarium.console.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A session as it was typed: what stands before the first prompt is a remark; a line after the prompt {@code "i> "} is
 * typed, with those after {@code ".. "} that follow; all lines up to the next prompt must be printed then. There,
 * {@code ...} stands for any text within a line, and a line of it alone for any number of lines.
 */
public final class Transcript {

    /** What the shell says when it wants a line. */
    public static final String PROMPT = "i> ";

    /** What the shell says when it wants more of it. */
    public static final String MORE = ".. ";

    private static final String ANY = "...";

    private record Step(int number, String typed, List<String> expected) {}

    /**
     * What was not as it should be.
     *
     * @param number of the line that was typed, counted from 1
     * @param typed that line
     * @param expected what stands there
     * @param actual what was printed
     */
    public record Mismatch(int number, String typed, List<String> expected, List<String> actual) {

        /** Keeps its own copies. */
        public Mismatch {
            expected = List.copyOf(expected);
            actual = List.copyOf(actual);
        }

        /** For people, in several lines. */
        public String text() {
            return "line " + number + ": " + PROMPT + typed.replace("\n", "\n" + MORE) + "\nexpected:"
                    + indented(expected) + "\nactual:" + indented(actual);
        }

        private static String indented(List<String> lines) {
            return lines.isEmpty() ? " nothing" : "\n    " + String.join("\n    ", lines);
        }
    }

    private final List<Step> steps;

    private Transcript(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Reads a transcript.
     *
     * @throws ShellProblem if nothing is typed in it: it would prove nothing
     */
    public static Transcript of(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (isAfter(PROMPT, line)) {
                steps.add(new Step(index + 1, after(PROMPT, line), new ArrayList<>()));
            } else if (!steps.isEmpty()) {
                more(steps, line);
            }
        }
        if (steps.isEmpty()) {
            throw new ShellProblem("The transcript has no line that begins with the prompt '" + PROMPT + "'");
        }
        return new Transcript(steps);
    }

    private static void more(List<Step> steps, String line) {
        Step last = steps.getLast();
        if (last.expected().isEmpty() && isAfter(MORE, line)) {
            steps.set(
                    steps.size() - 1,
                    new Step(last.number(), last.typed() + "\n" + after(MORE, line), new ArrayList<>()));
        } else {
            last.expected().add(line);
        }
    }

    /** Editors cut blanks at the ends of lines. */
    private static boolean isAfter(String prompt, String line) {
        return line.startsWith(prompt) || line.equals(prompt.strip());
    }

    private static String after(String prompt, String line) {
        return line.length() < prompt.length() ? "" : line.substring(prompt.length());
    }

    /**
     * Types all lines into the interpreter that {@code shell} makes for a sink, until something does not match. Takes as
     * long as what it waits for, and leaves no task behind.
     *
     * @return the first mismatch
     */
    public Optional<Mismatch> play(Function<Consumer<String>, Interpreter> shell) throws InterruptedException {
        List<String> printed = Collections.synchronizedList(new ArrayList<>());
        try (Interpreter interpreter = shell.apply(printed::add)) {
            for (Step step : steps) {
                printed.clear();
                interpreter.line(step.typed());
                List<String> actual = List.copyOf(printed);
                if (!matches(step.expected(), actual)) {
                    return Optional.of(new Mismatch(step.number(), step.typed(), step.expected(), actual));
                }
            }
            return Optional.empty();
        }
    }

    private static boolean matches(List<String> expected, List<String> actual) {
        if (expected.isEmpty()) {
            return actual.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (!expected.getFirst().equals(ANY)) {
            return !actual.isEmpty()
                    && matches(expected.getFirst(), actual.getFirst())
                    && matches(rest, actual.subList(1, actual.size()));
        }
        for (int skipped = 0; skipped <= actual.size(); skipped++) {
            if (matches(rest, actual.subList(skipped, actual.size()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String expected, String actual) {
        String pattern = String.join(
                ".*",
                Pattern.compile(ANY, Pattern.LITERAL)
                        .splitAsStream(expected + "\0")
                        .map(part -> Pattern.quote(part.replace("\0", "")))
                        .toList());
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches();
    }
}
