package dev.vivarium.console.attack;

import java.time.Duration;
import java.util.List;

/**
 * What came of one attack.
 *
 * @param id of the attack
 * @param kind the attack's class
 * @param oracle what judged it
 * @param took from its start to the verdict
 * @param problems what it broke; empty if it passed
 * @param outcome how its task ended
 * @param workerBytes the most memory that was resident in one worker meanwhile
 */
public record Verdict(
        String id, String kind, String oracle, Duration took, List<String> problems, String outcome, long workerBytes) {

    /** Keeps its own copy. */
    public Verdict {
        problems = List.copyOf(problems);
    }

    /** Whether nothing was broken. */
    public boolean passed() {
        return problems.isEmpty();
    }

    /** Why, in one line. */
    public String reason() {
        return passed() ? outcome + ", worker up to " + (workerBytes >> 20) + " MiB" : String.join("; ", problems);
    }
}
