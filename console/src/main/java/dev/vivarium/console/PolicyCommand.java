package dev.vivarium.console;

import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.PolicyFile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vivarium policy}: what policies there are, what they grant, and whether a file of them is sound. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Shows policies, and checks files of them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium policy list --policy-file policies.yaml",
            "  vivarium policy show player",
            "  vivarium policy check policies.yaml",
        })
final class PolicyCommand implements Runnable {

    private static final String FILE_HELP = "A file whose policies there are besides the presets.";

    @Spec
    private @Nullable CommandSpec spec;

    private final Console console;

    PolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command? There are list, show and check");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.class,
            description = "Lists name, trust, placement and timeout of each policy.",
            footerHeading = "%nExamples:%n",
            footer = {"  vivarium policy list", "  vivarium policy list --policy-file policies.yaml"})
    int list(@Option(names = "--policy-file", paramLabel = "FILE", description = FILE_HELP) @Nullable String file) {
        Policies.with(file).all().forEach(policy -> console.out().line(line(policy)));
        return ExitStatus.RETURNED;
    }

    private static String line(Policy policy) {
        return "%-16s %-10s %-8s %s"
                .formatted(
                        policy.name(),
                        policy.trust().name().toLowerCase(Locale.ROOT),
                        policy.placement().name().toLowerCase(Locale.ROOT),
                        Limits.TIMEOUT.show(policy.limits().of(Limits.TIMEOUT)));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.class,
            description = "Shows all that a policy grants, as a policy file has it.",
            footerHeading = "%nExamples:%n",
            footer = {"  vivarium policy show player", "  vivarium policy show npc --policy-file policies.yaml"})
    int show(
            @Parameters(paramLabel = "NAME", description = "Which policy.") String name,
            @Option(names = "--policy-file", paramLabel = "FILE", description = FILE_HELP) @Nullable String file) {
        console.out().print("policies:\n" + PolicyFile.write(Policies.with(file).named(name)));
        return ExitStatus.RETURNED;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.class,
            description = "Says whether a policy file can be used, and if not which line is wrong.",
            footerHeading = "%nExamples:%n",
            footer = {"  vivarium policy check policies.yaml"},
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {"0:all policies of the file are good", "2:one is not, or there is no such file"})
    int check(@Parameters(paramLabel = "FILE", description = "The file, in YAML.") String file) {
        int count = Policies.read(file).size();
        console.out().line(OneLine.of(file) + ": " + count + (count == 1 ? " policy" : " policies") + ", all good");
        return ExitStatus.RETURNED;
    }
}
