package dev.vivarium.benchmarks;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the command together. */
final class CommandLines {

    /** An internal error, as of every other command. */
    static final int INTERNAL = 70;

    private CommandLines() {}

    /** The command line. Executing it never throws. */
    static CommandLine create(PrintStream out, PrintStream err) {
        return new CommandLine(new BenchCommand(out, err))
                .addSubcommand(new JmhCommand())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((problem, _) -> {
                    err.println("vivarium: " + text(problem) + " (try: vivarium bench --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((problem, _, _) -> {
                    err.println("vivarium: internal error: " + problem);
                    return INTERNAL;
                });
    }

    private static String text(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return (unmatched.isUnknownOption() ? "no option '" : "no use for '") + word + "'";
        }
        return String.valueOf(problem.getMessage());
    }
}
