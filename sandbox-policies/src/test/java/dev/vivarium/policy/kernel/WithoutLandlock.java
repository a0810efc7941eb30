package dev.vivarium.policy.kernel;

import java.util.List;

/**
 * Runs a command under a kernel that seems to have no Landlock: {@code WithoutLandlock <command...>}. Ends with the
 * command's status.
 */
public final class WithoutLandlock {
    private WithoutLandlock() {}

    /** See the class. */
    public static void main(String[] command) throws Exception {
        System.exit(WithoutSyscalls.run(List.of("landlock_create_ruleset"), List.of(command)));
    }
}
