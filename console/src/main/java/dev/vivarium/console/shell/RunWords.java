package dev.vivarium.console.shell;

import dev.vivarium.Script;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Trust;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes scripts of what is typed, under the policy and in the place that have been chosen. For one thread. */
final class RunWords {

    private final ShellSettings settings;
    private Policy policy;
    private Optional<Placement> placement;

    RunWords(ShellSettings settings) {
        this.settings = settings;
        this.policy = settings.policies().getFirst();
        this.placement = settings.placement();
    }

    /** The script of {@code run} or {@code start}. */
    Script script(List<String> words, Word word) {
        Policy chosen = policy;
        Optional<Placement> place = placement;
        int next = 0;
        while (next + 1 < words.size() && words.get(next).startsWith("--")) {
            String argument = words.get(next + 1);
            switch (words.get(next)) {
                case "--policy" -> chosen = named(argument);
                case "--placement" -> place = placed(argument);
                case String other ->
                    throw new ShellProblem("No option is called " + Visible.of(other) + ". Usage: " + word.usage());
            }
            next += 2;
        }
        List<String> rest = words.subList(next, words.size());
        boolean inline = !rest.isEmpty() && rest.getFirst().equals("-c");
        if (rest.size() < (inline ? 2 : 1) || rest.getFirst().startsWith("--")) {
            throw new ShellProblem("Which script? Usage: " + word.usage());
        }
        Policy under = settled(chosen, place);
        return inline
                ? make(rest.get(1), Script.DEFAULT_NAME, rest.subList(2, rest.size()), under)
                : make(
                        settings.library().script(rest.getFirst(), under),
                        String.join(" ", rest),
                        rest.subList(1, rest.size()),
                        under);
    }

    /** The script of a command of the library. */
    Script command(String name, List<String> arguments) {
        Policy under = settled(policy, placement);
        return make(
                settings.library().command(name, under),
                String.join(
                        " ", Stream.concat(Stream.of(name), arguments.stream()).toList()),
                arguments,
                under);
    }

    /** The script of {@code py}. */
    Script python(String source) {
        return make(source, "<py>", List.of(), settled(policy, placement));
    }

    private Script make(String source, String name, List<String> arguments, Policy under) {
        try {
            return Script.of(source)
                    .named(name)
                    .with("args", arguments)
                    .ownedBy(settings.owner())
                    .under(under);
        } catch (IllegalArgumentException e) {
            // The API says what it doesn't take, and says it to people.
            throw new ShellProblem(String.valueOf(e.getMessage()));
        }
    }

    private static Policy settled(Policy policy, Optional<Placement> place) {
        Placement where = place.orElse(policy.placement());
        if (where == Placement.COOPERATIVE) {
            throw new ShellProblem("Policy " + policy.name()
                    + " has placement cooperative, which is for programs with a loop of their own, not for a shell");
        }
        if (where == Placement.THREAD && policy.trust() != Trust.TRUSTED) {
            throw new ShellProblem("Policy " + policy.name()
                    + " is untrusted: its scripts run in a process of their own only, not with placement thread");
        }
        return policy.toBuilder().placement(where).build();
    }

    /** What {@code policy} answers. */
    String policy(List<String> words) {
        if (!words.isEmpty()) {
            policy = named(String.join(" ", words));
        }
        return "policy " + policy.name() + ", of " + String.join(", ", policies());
    }

    /** What {@code placement} answers. */
    String placement(List<String> words) {
        if (!words.isEmpty()) {
            placement = placed(String.join(" ", words));
        }
        return "placement " + placement.map(RunWords::word).orElse("as the policy says: " + word(policy.placement()));
    }

    List<String> policies() {
        return settings.policies().stream().map(Policy::name).toList();
    }

    private Policy named(String name) {
        return settings.find(name)
                .orElseThrow(() -> new ShellProblem(
                        "No policy is called " + Visible.of(name) + "; there are " + String.join(", ", policies())));
    }

    private static Optional<Placement> placed(String word) {
        if (word.equals("policy")) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Placement.values())
                .filter(one -> one != Placement.COOPERATIVE)
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new ShellProblem("A placement is process, thread or policy, not " + Visible.of(word))));
    }

    private static String word(Placement placement) {
        return placement.name().toLowerCase(Locale.ROOT);
    }
}
