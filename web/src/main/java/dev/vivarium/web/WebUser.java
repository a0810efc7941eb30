package dev.vivarium.web;

import dev.vivarium.policy.Policy;
import java.util.List;

/**
 * Somebody who has signed in, as they stand now.
 *
 * @param name the owner of the scripts that they run
 * @param admin whether they see everybody's tasks, the workers and the audit log
 * @param policies those under which they may run scripts, the narrowest first
 */
public record WebUser(String name, boolean admin, List<Policy> policies) {

    /** Copies the list. */
    public WebUser {
        policies = List.copyOf(policies);
    }
}
