package dev.vivarium.engine.admit;

import dev.vivarium.Script;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Trust;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rules that a script must meet before it may wait for a worker. */
public final class Admission {

    private Admission() {}

    /** Why {@code script} may not run, naming the rule and what would change it; empty if it may. */
    public static Optional<String> whyNot(Script script) {
        return wrongPlace(script).or(() -> tooLong(script)).or(() -> empty(script));
    }

    private static Optional<String> wrongPlace(Script script) {
        boolean refused = script.policy().placement() == Placement.THREAD
                && script.policy().trust() == Trust.UNTRUSTED;
        return refused
                ? Optional.of("policy '" + script.policy().name()
                        + "' is untrusted, so its scripts can't run in the host's own JVM: use placement process, or a"
                        + " trusted policy")
                : Optional.empty();
    }

    private static Optional<String> tooLong(Script script) {
        long length = script.source().getBytes(StandardCharsets.UTF_8).length;
        return script.policy()
                .limits()
                .source()
                .most()
                .map(ByteSize::bytes)
                .filter(most -> length > most)
                .map(most -> "the source has " + length + " bytes, more than the " + most + " that policy '"
                        + script.policy().name() + "' allows (limit source)");
    }

    private static Optional<String> empty(Script script) {
        return script.source().isBlank() ? Optional.of("the script is empty") : Optional.empty();
    }
}
