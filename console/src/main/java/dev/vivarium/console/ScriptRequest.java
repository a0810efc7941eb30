package dev.vivarium.console;

import dev.vivarium.Script;
import dev.vivarium.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of {@code vivarium run} as they were given; each null that was not. */
record ScriptRequest(
        List<String> files,
        @Nullable String source,
        List<String> variables,
        String policy,
        PolicyOptions policies,
        @Nullable String timeout,
        @Nullable String owner) {

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
        Policy named = policies.known().named(policy);
        return Policies.runnable(policies.placement()
                .map(placement -> named.toBuilder().placement(placement).build())
                .orElse(named));
    }
}
