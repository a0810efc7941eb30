package dev.vivarium.console.shell;

import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * What a shell begins with.
 *
 * @param owner whose tasks are started, listed and killed: there are no others for this shell
 * @param policies those that may be named; the first is used until another is chosen
 * @param placement where scripts run until another place is chosen; empty for what each policy says
 * @param library where scripts are found
 */
public record ShellSettings(String owner, List<Policy> policies, Optional<Placement> placement, Library library) {

    /** Keeps its own copy. */
    public ShellSettings {
        policies = List.copyOf(policies);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("a shell needs a policy");
        }
    }

    /** The policy called {@code name}, if it may be named. */
    public Optional<Policy> find(String name) {
        return policies.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
