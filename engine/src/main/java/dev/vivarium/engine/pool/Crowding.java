package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.TaskState;
import dev.vivarium.Usage;
import dev.vivarium.engine.pool.Assignment.Stage;
import dev.vivarium.policy.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who has to leave a worker that is full: a script that only waits for its host keeps nobody from running who has come
 * to run. Used by the pool's events alone.
 */
final class Crowding {

    private Crowding() {}

    /** Of the owner who has the most scripts there that only wait, the one that has been there longest. */
    static Optional<Assignment> whoLeaves(PoolWorker full) {
        if (full.held.values().stream().anyMatch(Crowding::isLeaving)) {
            return Optional.empty();
        }
        Map<String, List<Assignment>> idle = full.held.values().stream()
                .filter(held -> held.idle && held.stage() == Stage.PARKED)
                .collect(Collectors.groupingBy(
                        held -> held.task.script().owner(), LinkedHashMap::new, Collectors.toList()));
        return idle.values().stream()
                .reduce((most, other) -> other.size() > most.size() ? other : most)
                .map(List::getFirst);
    }

    private static boolean isLeaving(Assignment held) {
        return held.expelled != null || held.task.state() instanceof TaskState.Stopping;
    }

    /** What becomes of it. */
    static Outcome.LimitExceeded outcome() {
        return new Outcome.LimitExceeded(
                Limits.LIFETIME.name(), "until others need its worker's room", "more", Usage.NONE);
    }
}
