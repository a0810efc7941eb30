package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Presets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules the scripts of a policy have imported lately, so that contexts made ahead have them. An import costs tens
 * of milliseconds, which nobody waits for there. Only modules whose import does nothing but compute are counted. It is
 * told from the text of a script: wrong guesses cost time and nothing else. Safe for use by any thread.
 */
final class PopularImports {

    /** Imports stand at the beginning of a script; a long one must not cost its caller time. In characters. */
    private static final int LOOKED_AT = 4_000;

    private static final Pattern IMPORT = Pattern.compile(
            "(?:^|[;:])[ \\t]*+(?:from[ \\t]++(\\w++)|import[ \\t]++([\\w., \\t]++))", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("(?:^|,)[ \\t]*+(\\w++)");

    /** Of the share of its imports, how much a single script makes. */
    private static final double ONE = 0.25;

    /** The share of scripts that have to import a module: the last one, or one of five all the time. */
    private static final double POPULAR = 0.2;

    /** What is imported by fewer than that is forgotten. */
    private static final double RARE = 0.01;

    /** How many modules a context has at most, those that they import themselves not counted. */
    private static final int MOST = 6;

    /** Policies are few; one too many, and all are forgotten. */
    private static final int MOST_POLICIES = 64;

    /** By the name of a policy and then of a module, the share of scripts that import it, later ones counting more. */
    private final Map<String, Map<String, Double>> policies = new HashMap<>();

    /** A script with that text is about to run under {@code rules}. */
    void ran(String text, Rules rules) {
        count(imported(text), rules);
    }

    private synchronized void count(Set<String> names, Rules rules) {
        if (policies.size() >= MOST_POLICIES && !policies.containsKey(rules.policy())) {
            policies.clear();
        }
        Map<String, Double> shares = policies.computeIfAbsent(rules.policy(), _ -> new HashMap<>());
        shares.replaceAll((_, share) -> share * (1 - ONE));
        names.forEach(name -> shares.merge(name, ONE, Double::sum));
        shares.values().removeIf(share -> share < RARE);
    }

    /** What the next script under {@code rules} will probably import, the likeliest first. */
    synchronized List<String> popular(Rules rules) {
        Names allowed = rules.imports();
        return policies.getOrDefault(rules.policy(), Map.of()).entrySet().stream()
                .filter(share -> share.getValue() >= POPULAR && allowed.allow(share.getKey()))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<String> imported(String text) {
        Set<String> names = new HashSet<>();
        Matcher statement = IMPORT.matcher(text).region(0, Math.min(LOOKED_AT, text.length()));
        while (statement.find()) {
            Matcher name = NAME.matcher(statement.group(1) == null ? statement.group(2) : statement.group(1));
            while (name.find()) {
                if (Presets.PURE_MODULES.allow(name.group(1))) {
                    names.add(name.group(1));
                }
            }
        }
        return names;
    }
}
