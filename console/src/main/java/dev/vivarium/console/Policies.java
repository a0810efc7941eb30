package dev.vivarium.console;

import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.PolicyFile;
import dev.vivarium.policy.PolicyFileException;
import dev.vivarium.policy.Presets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies that a command line can name: the presets, and those of a file. */
final class Policies {

    private final Map<String, Policy> byName = new LinkedHashMap<>();

    private Policies() {
        Presets.all().forEach(preset -> byName.put(preset.name(), preset));
    }

    /**
     * The presets and the policies of {@code file}, if there is one.
     *
     * @throws UsageProblem if the file can't be used
     */
    static Policies with(@Nullable String file) {
        Policies policies = new Policies();
        if (file != null) {
            policies.byName.putAll(read(file));
        }
        return policies;
    }

    /** The policies of {@code file} alone. */
    static Map<String, Policy> read(String file) {
        try {
            return PolicyFile.read(Path.of(file));
        } catch (PolicyFileException | InvalidPathException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    /**
     * {@code policy}, if this program can run scripts under it.
     *
     * @throws UsageProblem if it can't
     */
    static Policy runnable(Policy policy) {
        if (policy.placement() == Placement.COOPERATIVE) {
            throw new UsageProblem(
                    "policy '" + policy.name() + "' has placement cooperative, which is for Java programs"
                            + " with a loop of their own (Vivarium.step): use placement process or thread here");
        }
        return policy;
    }

    List<Policy> all() {
        return List.copyOf(byName.values());
    }

    /** The policy called {@code name}, if there is one: for scripts, which may ask for any. */
    Optional<Policy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The policy called {@code name}. */
    Policy named(String name) {
        Policy policy = byName.get(name);
        if (policy == null) {
            throw new UsageProblem(
                    "no policy is called '" + name + "'; there are: " + String.join(", ", byName.keySet()));
        }
        return policy;
    }
}
