package dev.vivarium.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vivarium} itself, which does nothing without a subcommand. */
@Command(
        name = "vivarium",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Runs Python nobody trusts.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium run examples/sleep_and_add.py --var testvar=3",
            "  vivarium run -c '_return(6 * 7)'",
            "  vivarium shell",
            "  vivarium serve",
            "  vivarium serve-tasks --tokens tokens.yaml",
            "  vivarium policy show player",
            "  vivarium doctor",
            "  vivarium attack tests/src/test/resources/attacks",
            "  vivarium bench --quick fresh-latency",
        })
final class VivariumCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which command? There are run, shell, serve, serve-tasks, policy, doctor, attack, bench, prepare and help");
        }
    }
}
