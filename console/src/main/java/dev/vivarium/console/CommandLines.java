package dev.vivarium.console;

import dev.vivarium.Vivarium;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Puts the commands together. */
final class CommandLines {

    private CommandLines() {}

    /** The whole command line, in the world of {@code console}. Executing it never throws and never prints a trace. */
    static CommandLine create(Console console) {
        ProblemLines problems = new ProblemLines(console);
        return new CommandLine(new VivariumCommand())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new ShellCommand(console))
                .addSubcommand(new PolicyCommand(console))
                .addSubcommand(new DoctorCommand(console, MachineProbe::look))
                .addSubcommand(new AttackCommand(console))
                .addSubcommand(
                        new PrepareCommand(console, () -> Vivarium.builder().prepare()))
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new ServeTasksCommand(console, StopSignal::install))
                .addSubcommand(new BenchCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(console.out().asWriter())
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                // A script may be called @x.py, and its words are its author's own.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(problems::onUsage)
                .setExecutionExceptionHandler(problems::onFailure);
    }
}
