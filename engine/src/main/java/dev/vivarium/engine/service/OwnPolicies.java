package dev.vivarium.engine.service;

import dev.vivarium.CapabilityException;
import dev.vivarium.policy.Policy;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies under which one script may start others: its own, and what its host offers of those that are no wider.
 *
 * @param own that of the script which asks
 * @param offered the host's policies by name
 */
record OwnPolicies(Policy own, Function<String, Optional<Policy>> offered) {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPolicies.class);

    /** Longer ones than a policy may have are nobody's, and need not be told back in full. */
    private static final int LONGEST_NAME = 64;

    /**
     * The policy called {@code name}. The script's own name stands for its own policy, whatever the host offers by it.
     *
     * @throws CapabilityException if there is none, or it is wider
     */
    Policy named(String name) {
        if (name.equals(own.name())) {
            return own;
        }
        Policy found = offered(name)
                // Contexts that are kept are known by it: under another name it could get those of others.
                .filter(policy -> policy.name().equals(name))
                .orElseThrow(() -> new CapabilityException("ValueError", "there is no policy '" + shown(name) + "'"));
        found.whyWiderThan(own).ifPresent(why -> {
            throw new CapabilityException(
                    "PermissionError",
                    "policy '" + name + "' is wider than this script's, '" + own.name() + "': " + why);
        });
        return found;
    }

    private Optional<Policy> offered(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            return offered.apply(name);
        } catch (RuntimeException failed) {
            LOG.error("the host could not look for a policy that a script had named", failed);
            throw new CapabilityException("RuntimeError", "the host could not look for that policy");
        }
    }

    private static String shown(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
