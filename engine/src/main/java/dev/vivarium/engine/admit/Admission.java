package dev.vivarium.engine.admit;

import dev.vivarium.Script;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.OverBoundsException;
import dev.vivarium.engine.link.ValueBudget;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Trust;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rules that a script must meet before it may wait for a worker. */
public final class Admission {

    private Admission() {}

    /** Why {@code script} may not run, naming the rule and what would change it; empty if it may. */
    public static Optional<String> whyNot(Script script) {
        return wrongPlace(script)
                .or(() -> unmeasured(script))
                .or(() -> tooLong(script))
                .or(() -> tooNested(script))
                .or(() -> tooMuch(script))
                .or(() -> notGranted(script))
                .or(() -> empty(script));
    }

    private static Optional<String> wrongPlace(Script script) {
        boolean refused =
                script.policy().placement().isInHost() && script.policy().trust() == Trust.UNTRUSTED;
        return refused
                ? Optional.of("policy '" + script.policy().name()
                        + "' is untrusted, so its scripts can't run in the host's own JVM: use placement process, or a"
                        + " trusted policy")
                : Optional.empty();
    }

    /** The heap of the host holds more than one script: nobody could tell whose memory it is. */
    private static Optional<String> unmeasured(Script script) {
        boolean asked = script.policy().placement().isInHost()
                && script.policy().limits().of(Limits.MEMORY).most().isPresent();
        return asked
                ? Optional.of("policy '" + script.policy().name()
                        + "' limits memory, which can't be measured in the host's own JVM: use placement process, or"
                        + " memory unlimited")
                : Optional.empty();
    }

    private static Optional<String> tooMuch(Script script) {
        ValueBudget budget = new ValueBudget(Bounds.of(script.policy().limits()));
        try {
            script.variables().values().forEach(budget::charge);
            return Optional.empty();
        } catch (OverBoundsException over) {
            return Optional.of(
                    "its variables are too much for policy '" + script.policy().name() + "': " + over.getMessage());
        }
    }

    private static Optional<String> notGranted(Script script) {
        return script.capabilities().keySet().stream()
                .filter(variable -> !script.policy().capabilities().allow(variable))
                .findFirst()
                .map(variable -> "policy '" + script.policy().name() + "' does not allow the capability '" + variable
                        + "' (setting capabilities)");
    }

    private static Optional<String> tooLong(Script script) {
        long length = script.source().getBytes(StandardCharsets.UTF_8).length;
        return script.policy()
                .limits()
                .of(Limits.SOURCE)
                .most()
                .map(ByteSize::bytes)
                .filter(most -> length > most)
                .map(most -> "the source has " + length + " bytes, more than the " + most + " that policy '"
                        + script.policy().name() + "' allows (limit source)");
    }

    private static Optional<String> tooNested(Script script) {
        int most = script.policy()
                .limits()
                .of(Limits.SOURCE_NESTING)
                .most()
                .orElseThrow(() -> new IllegalStateException("sourceNesting has a ceiling"));
        int deepest = SourceNesting.of(script.source());
        return deepest > most
                ? Optional.of("the source nests " + deepest + " deep, more than the " + most + " that policy '"
                        + script.policy().name() + "' allows (limit sourceNesting)")
                : Optional.empty();
    }

    private static Optional<String> empty(Script script) {
        return script.source().isBlank() ? Optional.of("the script is empty") : Optional.empty();
    }
}
