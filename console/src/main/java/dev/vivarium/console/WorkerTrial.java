package dev.vivarium.console;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.value.PythonRepr;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Starts one worker for real: the one fact that no probe replaces. */
final class WorkerTrial {

    /** Longer than the engine itself gives a worker for its start. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EngineOpener engine;

    WorkerTrial(EngineOpener engine) {
        this.engine = engine;
    }

    /** What came of it; {@code line} is for the user. */
    record Result(boolean passed, String line) {}

    /** Runs {@code _return(1)} as a player would. */
    Result attempt() throws InterruptedException {
        long begin = System.nanoTime();
        try (Vivarium vivarium = engine.openForOneScript(Policies.with(null))) {
            ScriptTask task = vivarium.run(Script.of("_return(1)").named("<doctor>"), value -> {}, problem -> {});
            return judge(task.await(PATIENCE), Duration.ofNanos(System.nanoTime() - begin));
        } catch (TimeoutException e) {
            return failure("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (RuntimeException e) {
            return failure(e.toString());
        }
    }

    private static Result judge(Outcome outcome, Duration took) {
        return switch (outcome) {
            case Outcome.Returned returned
            when Long.valueOf(1).equals(returned.value()) ->
                new Result(true, "worker: started, confined and answered in " + took.toMillis() + " ms");
            case Outcome.Returned returned -> failure("answered " + PythonRepr.of(returned.value()) + " in place of 1");
            case Outcome.Problem problem -> failure(problem.message());
        };
    }

    private static Result failure(String why) {
        return new Result(false, "worker: FAILED: " + OneLine.of(why));
    }
}
