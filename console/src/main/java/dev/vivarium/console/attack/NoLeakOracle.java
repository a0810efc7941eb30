package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The second owner finds nothing of the first. */
final class NoLeakOracle implements Oracle {

    private static final String MARK = "first owner";
    private static final Set<String> IMPORT_ERRORS = Set.of("ImportError", "ModuleNotFoundError");

    @Override
    public List<String> problems(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        if (evidence.runs().size() != 2) {
            problems.add("the second part never ran");
            return problems;
        }
        evidence.last()
                .outcome()
                .filter(outcome -> !isClean(outcome))
                .ifPresent(outcome -> problems.add(text(outcome)));
        if (evidence.last().texts().stream().anyMatch(text -> text.contains(MARK))) {
            problems.add("the second part says '" + MARK + "'");
        }
        return problems;
    }

    /** A module that the policy refuses can hold nothing for the second owner; any other error may be the leak. */
    private static boolean isClean(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned returned -> "clean".equals(returned.value());
            case Outcome.Failed(ScriptError error, Usage _) -> IMPORT_ERRORS.contains(error.type());
            default -> false;
        };
    }

    private static String text(Outcome outcome) {
        return "the second part was not clean: "
                + switch (outcome) {
                    case Outcome.Returned returned -> "it returned " + Texts.of(returned.value());
                    case Outcome.Problem problem -> problem.message();
                };
    }
}
