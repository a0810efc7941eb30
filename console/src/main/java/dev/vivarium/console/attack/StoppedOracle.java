package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A limit or the time-out ends the run in time, and the next script has a worker soon. */
final class StoppedOracle implements Oracle {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration RECOVERY = Duration.ofSeconds(3);

    @Override
    public List<String> problems(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        Evidence.Run run = evidence.last();
        run.outcome().filter(outcome -> !isStop(outcome)).ifPresent(outcome -> problems.add(text(outcome)));
        Duration most = evidence.attack().oracle().deadline().plus(GRACE);
        if (run.took().compareTo(most) > 0) {
            problems.add("ended after " + run.took().toMillis() + " ms, allowed are " + most.toMillis());
        }
        Duration recovery = evidence.innocent().took();
        if (recovery.compareTo(RECOVERY) > 0) {
            problems.add("the innocent script after it took " + recovery.toMillis() + " ms, allowed are "
                    + RECOVERY.toMillis());
        }
        return problems;
    }

    private static boolean isStop(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TimedOut _, Outcome.LimitExceeded _, Outcome.Killed _ -> true;
            case Outcome.Returned _, Outcome.Failed _, Outcome.Rejected _, Outcome.Lost _ -> false;
        };
    }

    private static String text(Outcome outcome) {
        return "not stopped but " + outcome.name()
                + (outcome instanceof Outcome.Problem problem ? ": " + problem.message() : "");
    }
}
