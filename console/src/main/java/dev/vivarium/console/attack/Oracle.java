package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges an attack by what was seen of it, and by nothing else. */
interface Oracle {

    /** What the attack broke, as lines for people; empty if it broke nothing. */
    List<String> problems(Evidence evidence);

    /** The oracle of that name, with what holds for every attack before it. */
    static Oracle of(OracleName name) {
        Oracle own = own(name);
        return evidence -> Stream.concat(always(evidence).stream(), own.problems(evidence).stream())
                .distinct()
                .toList();
    }

    private static Oracle own(OracleName name) {
        return switch (name) {
            // In one piece: a secret may come letter by letter.
            case NO_SECRET ->
                evidence -> first(Stream.of(evidence.secrets().foundIn(String.join("", evidence.texts()))));
            case NO_WRITE -> Evidence::written;
            case NO_CONNECT ->
                evidence -> evidence.connections() == 0
                        ? List.of()
                        : List.of(evidence.connections() + " connection(s) to the canary's port");
            case NO_PROCESS -> Evidence::processes;
            case NO_HOST_INFO -> evidence -> first(evidence.texts().stream().map(evidence.host()::foundIn));
            case STOPPED -> new StoppedOracle();
            case CONTAINED -> new ContainedOracle();
            case NO_LEAK -> new NoLeakOracle();
            case CLEAN_ERROR -> new CleanErrorOracle();
        };
    }

    private static List<String> first(Stream<Optional<String>> findings) {
        return findings.flatMap(Optional::stream).findFirst().stream().toList();
    }

    /**
     * An attack that never ran proves nothing, one callback ends every task, and others go on whatever one script does:
     * without these no oracle's word counts.
     */
    private static List<String> always(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        for (Evidence.Run run : evidence.runs()) {
            switch (run.outcome().orElse(null)) {
                case null -> problems.add("its task never ended");
                case Outcome.Rejected rejected -> problems.add("it never ran: " + rejected.message());
                default -> {
                    if (run.callbacks() != 1) {
                        problems.add(run.callbacks() + " terminal callbacks in place of one");
                    }
                }
            }
        }
        evidence.innocent().answer().ifPresent(wrong -> problems.add("the innocent script after it: " + wrong));
        evidence.companion().ifPresent(wrong -> problems.add("the waiting task beside it: " + wrong));
        return problems;
    }
}
