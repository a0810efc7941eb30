package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.HostAccess;

/** A task of another owner that waits while an attack runs, on the same worker where there is one. */
final class Companion {

    private static final String SOURCE = Resources.text("waiting.py");
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Bell bell = new Bell();
    private final ScriptTask task;

    private Companion(Lane lane, Policy policy) {
        task = lane.engine()
                .run(
                        Script.of(SOURCE)
                                .named("waiting")
                                .ownedBy("waiting")
                                .under(policy)
                                .within(LONGEST)
                                .granting("bell", bell),
                        value -> {},
                        problem -> {});
    }

    /** What ends the waiting. */
    static final class Bell {

        private volatile boolean rung;

        /** Whether to go on. */
        @HostAccess.Export
        public boolean rung() {
            return rung;
        }
    }

    /** One that waits already, if the engine starts it at all. */
    static Companion start(Lane lane, Policy policy) throws InterruptedException {
        Companion companion = new Companion(lane, policy);
        new Stopwatch().waitFor(PATIENCE, companion::waits);
        return companion;
    }

    private boolean waits() {
        return task.state() instanceof TaskState.Parked || task.isDone();
    }

    /** Ends the waiting and says what is wrong with how it ended; empty if it ended truthfully. */
    Optional<String> end() throws InterruptedException {
        bell.rung = true;
        try {
            return wrong(task.await(PATIENCE));
        } catch (TimeoutException e) {
            task.kill();
            return Optional.of("not over " + PATIENCE.toSeconds() + " s after its time");
        }
    }

    /** Its worker may have gone because of the attack: then it is to say so, and anything else is a lie. */
    static Optional<String> wrong(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned returned ->
                "awake".equals(returned.value())
                        ? Optional.empty()
                        : Optional.of("returned " + Texts.of(returned.value()));
            case Outcome.Lost(String reason, var _) ->
                reason.isBlank() ? Optional.of("lost for no reason") : Optional.empty();
            case Outcome.Problem problem -> Optional.of(problem.name() + ", " + problem.message());
        };
    }
}
