package dev.vivarium.policy.kernel;

import java.util.List;
import java.util.Map;

/**
 * What was applied to this process.
 *
 * @param landlockAbi the version of Landlock that guards the files
 * @param filterInstructions the length of the system call filter
 * @param capabilitiesDropped whether there were any of root's powers to give up
 * @param limits what holds now, soft and hard, in the resource's unit; a value below the plan's was there before
 * @param earlierThreads Java threads that ran already: they have the filter but neither Landlock nor dropped
 *     capabilities, and must never work for a guest
 */
public record ConfinementReport(
        int landlockAbi,
        int filterInstructions,
        boolean capabilitiesDropped,
        Map<Resource, Long> limits,
        List<String> earlierThreads) {
    /** Copies the collections. */
    public ConfinementReport {
        limits = Map.copyOf(limits);
        earlierThreads = List.copyOf(earlierThreads);
    }
}
