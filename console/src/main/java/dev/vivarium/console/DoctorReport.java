package dev.vivarium.console;

import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Trust;
import java.util.ArrayList;
import java.util.List;

/** Facts as lines for people. */
final class DoctorReport {

    private DoctorReport() {}

    /** What {@code facts} say, and what follows for each of {@code policies}. */
    static List<String> lines(MachineFacts facts, List<Policy> policies) {
        List<String> lines = new ArrayList<>(List.of(
                fact("JDK", facts.java() + (facts.javaFeature() < MachineFacts.NEEDED_JAVA ? ": TOO OLD" : "")),
                fact("Python", facts.python()),
                fact("JIT", facts.jit()),
                fact("kernel", facts.kernel() + ", " + facts.architecture()),
                fact("Landlock", facts.landlock()),
                fact("seccomp", facts.seccomp()),
                fact("rlimits", facts.rlimits()),
                fact("user", facts.user())));
        policies.forEach(policy -> lines.add("policy " + policy.name() + ": " + verdict(facts, policy)));
        return List.copyOf(lines);
    }

    private static String fact(String name, String text) {
        return "%-9s %s".formatted(name + ":", OneLine.of(text));
    }

    private static String verdict(MachineFacts facts, Policy policy) {
        return facts.refusal()
                .map(reason -> "REFUSED: " + OneLine.of(reason) + wayOut(facts, policy))
                .orElse("can be enforced");
    }

    /** A worker is confined whoever wrote the script; only trust opens the way around workers. */
    private static String wayOut(MachineFacts facts, Policy policy) {
        boolean possible = policy.trust() == Trust.TRUSTED
                && policy.placement() == Placement.PROCESS
                && facts.javaFeature() >= MachineFacts.NEEDED_JAVA;
        return possible ? " (it can still run with --placement thread)" : "";
    }
}
