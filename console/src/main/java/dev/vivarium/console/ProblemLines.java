package dev.vivarium.console;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong before or around a run, and what to do about it. */
final class ProblemLines {

    private final Console console;

    ProblemLines(Console console) {
        this.console = console;
    }

    /** For words on the command line that do not parse. */
    int onUsage(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        return usage(text(problem), command.getCommandSpec().qualifiedName());
    }

    /** For all that a command throws. */
    int onFailure(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof UsageProblem usage) {
            return usage(usage.line(), command.getCommandSpec().qualifiedName());
        }
        String hint = console.debug() ? "" : " (set VIVARIUM_DEBUG=1 for the stack trace)";
        console.tell("internal error: " + problem + hint);
        if (console.debug()) {
            problem.printStackTrace(console.err());
        }
        return ExitStatus.LOST;
    }

    private int usage(String message, String command) {
        console.tell(message + " (try: " + command + " --help)");
        return ExitStatus.USAGE;
    }

    private static String text(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        return String.valueOf(problem.getMessage());
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().getFirst();
        String kind = problem.isUnknownOption() ? "no option '" : "no command '";
        List<String> suggestions = problem.getSuggestions();
        String hint = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
        return kind + word + "'" + hint;
    }
}
