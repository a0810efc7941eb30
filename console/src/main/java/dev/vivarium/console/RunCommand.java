package dev.vivarium.console;

import dev.vivarium.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vivarium run}: one script, its output, its value. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        customSynopsis = "Usage: vivarium run (FILE | - | -c SOURCE) [OPTION]...",
        synopsisHeading = "",
        description = {
            "%nRuns one Python script in a confined worker.",
            "%nPrints what the script prints while it runs, and at the end the value that it gave to _return, as"
                    + " Python writes it: one call its value, several calls their list, nothing for None.",
            "%nWaits for delays and nested runs that the script leaves behind, and prints what they print; Ctrl-C,"
                    + " --linger or the policy's limit lifetime ends them, and the exit status stays the script's.",
            "%nA question of the script is printed on stderr, and a line of standard input answers it. When that has"
                    + " ended the question is cancelled. Time that ask() waits counts towards the timeout, time that a"
                    + " dialogue (yield) waits does not.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium run examples/sleep_and_add.py --var testvar=3",
            "  vivarium run -c '_return(who.upper())' --var 'who=\"anna\"'",
            "  echo 'print(1)' | vivarium run - --timeout 500ms --json",
            "  yes | vivarium run -c '_return((yield \"Sure?\"))'",
            "  vivarium run quest.py --policy-file policies.yaml --policy npc",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the script ran to its end",
            "1:the script raised an error (its traceback is on stderr)",
            "2:the command line makes no sense",
            "3:the script was refused and never started",
            "70:the worker was lost, or Vivarium has a fault",
            "74:standard output could not be written",
            "124:stopped after its timeout",
            "125:stopped by another limit",
            "130:killed, for example by Ctrl-C, also while it waited for delays",
            "141:nobody read standard output any more",
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "The script, in UTF-8; - for standard input.",
            hideParamSyntax = true)
    private List<String> files = new ArrayList<>();

    @Option(names = "-c", paramLabel = "SOURCE", description = "The script itself, in place of a file.")
    private @Nullable String source;

    @Option(
            names = "--var",
            paramLabel = "NAME=JSON",
            description = "A global variable for the script; may be given again. Strings need their quotes:"
                    + " --var 'who=\"anna\"'.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "player",
            description = "What the script may do and use: player, builder, admin, or one of --policy-file."
                    + " Default: ${DEFAULT-VALUE}.")
    private String policy = "player";

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Wall time the script may take: 250ms, 5s, 2m, 1h. Default: the policy's.")
    private @Nullable String timeout;

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            description = "How long delays and nested runs may go on when the script has ended: 5s, 2m, or none."
                    + " Default: the policy's limit lifetime.")
    private @Nullable String linger;

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            description = "Whose script it is. Default: " + Script.DEFAULT_OWNER + ".")
    private @Nullable String owner;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object at the end and nothing else: state, value, calls, error, output, usage.")
    private boolean json;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Duration> longest = lingering();
        Script script = new ScriptRequest(files, source, variables, policy, policies, timeout, owner)
                .toScript(new SourceReader(console.in()));
        Report report = json ? new JsonReport(console) : new TextReport(console);
        return new OneRun(console, report, policies.known()).run(script, longest);
    }

    private Optional<Duration> lingering() {
        if (linger == null) {
            return Optional.empty();
        }
        return Optional.of(linger.equals("none") ? Duration.ZERO : Durations.parse("--linger", linger));
    }
}
