package dev.vivarium.console;

import dev.vivarium.policy.Placement;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which policies there are, and where scripts run whatever these say. */
final class PolicyOptions {

    @Option(
            names = "--policy-file",
            paramLabel = "FILE",
            description = "A file of policies that --policy may name besides the presets.")
    private @Nullable String file;

    @Option(
            names = "--placement",
            paramLabel = "WHERE",
            description = "process: a confined worker; thread: this very JVM, for trusted policies only."
                    + " Default: the policy's.")
    private @Nullable String placement;

    /** Those that can be named. */
    Policies known() {
        return Policies.with(file);
    }

    /** Where scripts run; empty for where their policy says. */
    Optional<Placement> placement() {
        return Optional.ofNullable(placement).map(PolicyOptions::placement);
    }

    private static Placement placement(String word) {
        return Stream.of(Placement.values())
                .filter(placement -> placement != Placement.COOPERATIVE)
                .filter(placement -> placement.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageProblem("--placement is process or thread, not '" + word + "'"));
    }
}
