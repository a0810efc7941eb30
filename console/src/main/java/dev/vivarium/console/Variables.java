package dev.vivarium.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The arguments of {@code --var}. */
final class Variables {

    private static final Map<String, String> PYTHON_WORDS = Map.of("True", "true", "False", "false", "None", "null");

    private Variables() {}

    /**
     * Reads {@code NAME=JSON} words, in order.
     *
     * @throws UsageProblem if one is not of that form, or if two have the same name
     */
    static Map<String, @Nullable Object> parse(List<String> words) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (String word : words) {
            String name = name(word);
            if (variables.containsKey(name)) {
                throw new UsageProblem("--var " + name + " is given more than once");
            }
            variables.put(name, value(name, word.substring(name.length() + 1)));
        }
        return variables;
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw new UsageProblem("--var needs NAME=JSON, as in --var testvar=3; not '" + word + "'");
        }
        return word.substring(0, equals);
    }

    private static @Nullable Object value(String name, String json) {
        try {
            return JsonReader.read(json);
        } catch (JacksonException e) {
            throw new UsageProblem(
                    "--var " + name + ": " + quoted(json) + " is not JSON: " + reason(e) + "; " + hint(name, json));
        }
    }

    /** Without the parser's remarks on where it read that from. */
    private static String reason(JacksonException problem) {
        return OneLine.of(problem.getOriginalMessage()).replaceFirst(" \\(start marker at .*", "");
    }

    private static String quoted(String json) {
        String start = json.codePointCount(0, json.length()) > 40
                ? json.substring(0, json.offsetByCodePoints(0, 40)) + "…"
                : json;
        return "'" + OneLine.of(start) + "'";
    }

    private static String hint(String name, String json) {
        String word = PYTHON_WORDS.get(json);
        if (word != null) {
            return "JSON writes it " + word + ": --var " + name + "=" + word;
        }
        if (!json.isEmpty() && "[{\"-0123456789".indexOf(json.charAt(0)) >= 0) {
            return "JSON looks like this: --var '" + name + "=[1, 2.5, \"anna\", true, null]'";
        }
        String example = json.matches("[\\p{L}\\p{N} _.@-]{1,40}") ? json : "anna";
        return "strings need quotes: --var '" + name + "=\"" + example + "\"'";
    }
}
