package dev.vivarium.game.quota;

import dev.vivarium.game.world.Role;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;

/**
 * What the scripts of one owner may use up together.
 *
 * @param runs within a minute
 * @param cpu of a processor, within a minute
 * @param open at one time
 * @param scripts that are stored
 * @param characters of all their sources together
 * @param policy what each of them may do
 */
public record Allowance(int runs, Duration cpu, int open, int scripts, int characters, Policy policy) {

    private static final Allowance PLAYER =
            new Allowance(60, Duration.ofSeconds(10), 10, 10, 64 * 1024, Presets.PLAYER);
    private static final Allowance BUILDER =
            new Allowance(600, Duration.ofSeconds(30), 50, 100, 512 * 1024, Presets.BUILDER);
    private static final Allowance ADMIN =
            new Allowance(6_000, Duration.ofMinutes(5), 500, 1_000, 4 * 1024 * 1024, Presets.BUILDER);

    /** That of owners of that role. Also an admin's scripts, which others set off, stay behind every wall. */
    public static Allowance of(Role role) {
        return switch (role) {
            case PLAYER -> PLAYER;
            case BUILDER -> BUILDER;
            case ADMIN -> ADMIN;
        };
    }
}
