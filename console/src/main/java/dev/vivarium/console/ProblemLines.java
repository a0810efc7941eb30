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
        console.tell(text(problem) + " (try: " + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitStatus.USAGE;
    }

    /** For all that a command throws. */
    int onFailure(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof UsageProblem usage) {
            console.tell(usage.line());
            return ExitStatus.USAGE;
        }
        String hint = console.debug() ? "" : " (set VIVARIUM_DEBUG=1 for the stack trace)";
        console.tell("internal error: " + problem + hint);
        if (console.debug()) {
            problem.printStackTrace(console.err());
        }
        return ExitStatus.LOST;
    }

    private static String text(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        return String.valueOf(problem.getMessage());
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().getFirst();
        boolean hasCommands = !problem.getCommandLine().getSubcommands().isEmpty();
        String kind = problem.isUnknownOption() ? "no option '" : hasCommands ? "no command '" : "no use for '";
        List<String> suggestions = problem.getSuggestions();
        String hint = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
        return kind + word + "'" + hint;
    }
}
