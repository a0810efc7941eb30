package dev.vivarium.console;

import dev.vivarium.Script;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of {@code vivarium run} as they were given; each null that was not. */
record ScriptRequest(
        List<String> files,
        @Nullable String source,
        List<String> variables,
        String policy,
        @Nullable String policyFile,
        @Nullable String timeout,
        @Nullable String owner,
        @Nullable String placement) {

    /**
     * The script that was asked for.
     *
     * @throws UsageProblem if the words make no sense
     */
    Script toScript(SourceReader reader) {
        Policy chosen = chosenPolicy();
        ScriptSource from = ScriptSource.of(files, source);
        try {
            return timed(owned(Script.of(reader.read(from, chosen))
                    .named(from.name())
                    .withAll(Variables.parse(variables))
                    .under(chosen)));
        } catch (IllegalArgumentException e) {
            // The API says what it doesn't take, and says it to people.
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private Script owned(Script script) {
        return owner == null ? script : script.ownedBy(owner);
    }

    private Script timed(Script script) {
        return timeout == null ? script : script.within(Durations.parse("--timeout", timeout));
    }

    private Policy chosenPolicy() {
        Policy named = Policies.with(policyFile).named(policy);
        return Policies.runnable(
                placement == null
                        ? named
                        : named.toBuilder()
                                .placement(chosenPlacement(placement))
                                .build());
    }

    static Placement chosenPlacement(String word) {
        return Stream.of(Placement.values())
                .filter(placement -> placement != Placement.COOPERATIVE)
                .filter(placement -> placement.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageProblem("--placement is process or thread, not '" + word + "'"));
    }
}
