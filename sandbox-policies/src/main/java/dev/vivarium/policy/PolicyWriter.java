package dev.vivarium.policy;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes policies as files have them. */
final class PolicyWriter {

    private PolicyWriter() {}

    static String text(Policy policy) {
        StringBuilder lines = new StringBuilder("  " + policy.name() + ":\n");
        line(lines, "trust", word(policy.trust()));
        line(lines, "placement", word(policy.placement()));
        line(lines, "context", word(policy.context()));
        line(lines, "imports", names(policy.imports()));
        line(lines, "capabilities", names(policy.capabilities()));
        line(lines, "errors", word(policy.errorDetail()));
        Limits.KEYS.forEach(key -> line(lines, key.name(), limit(policy.limits(), key)));
        return lines.toString();
    }

    static <T extends Comparable<? super T>> String limit(Limits limits, LimitKey<T> key) {
        return key.show(limits.of(key));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String names(Names names) {
        return switch (names) {
            case Names.All() -> Names.EVERY;
            // Quoted: some words are no strings in YAML.
            case Names.Only(Set<String> only) ->
                only.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "[", "]"));
        };
    }

    private static void line(StringBuilder lines, String key, String value) {
        lines.append("    ").append(key).append(": ").append(value).append('\n');
    }
}
