package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen of one attack, from outside.
 *
 * @param attack what was run
 * @param runs its parts, in order
 * @param secrets what must not show
 * @param host what of the host must not show
 * @param written files that are new or changed, as lines for people
 * @param connections how often somebody connected to the canary's port
 * @param processes child processes that are no workers, as lines for people
 * @param innocent what became of the innocent script of another owner that followed
 * @param companion what is wrong with how the waiting task of another owner ended; empty if it ended truthfully
 * @param heapGrowth bytes that the host holds more than before
 * @param workerBytes memory resident in the largest worker when all was over
 */
record Evidence(
        Attack attack,
        List<Run> runs,
        Secrets secrets,
        HostFacts host,
        List<String> written,
        int connections,
        List<String> processes,
        Innocence innocent,
        Optional<String> companion,
        long heapGrowth,
        long workerBytes) {

    Evidence {
        runs = List.copyOf(runs);
        written = List.copyOf(written);
        processes = List.copyOf(processes);
    }

    /**
     * One part's run.
     *
     * @param outcome how it ended; empty if it never did
     * @param took from its submission to its terminal callback
     * @param callbacks how many terminal callbacks came
     * @param texts all that the caller could read
     */
    record Run(Optional<Outcome> outcome, Duration took, int callbacks, List<String> texts) {
        Run {
            texts = List.copyOf(texts);
        }
    }

    /**
     * What became of the innocent script.
     *
     * @param answer what is wrong with its answer; empty if it is right
     * @param took from its submission to its end
     */
    record Innocence(Optional<String> answer, Duration took) {}

    /** The last part's run: the one that the oracle is about. */
    Run last() {
        return runs.getLast();
    }

    /** All that the caller could read, of all parts. */
    List<String> texts() {
        return runs.stream().flatMap(run -> run.texts().stream()).toList();
    }
}
