package dev.vivarium.console;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.console.shell.Interpreter;
import dev.vivarium.console.shell.ShellProblem;
import dev.vivarium.console.shell.ShellSettings;
import dev.vivarium.console.shell.TerminalShell;
import dev.vivarium.console.shell.Transcript;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vivarium shell}: plac's words, typed or from a transcript. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "%nStarts scripts, lists, reads and kills them, line by line; the word help lists the words.",
            "%nWith --script it types the lines of a transcript, and checks what is printed.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium shell",
            "  vivarium shell --policy admin --placement thread",
            "  vivarium shell --commands examples --script session.txt",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the shell was ended, or the transcript matched",
            "1:the transcript did not match: where, what was expected and what came is on stderr",
            "2:the command line or the transcript makes no sense",
        })
final class ShellCommand implements Callable<Integer> {

    @Option(names = "--script", paramLabel = "FILE", description = "A transcript to type and to check.")
    private @Nullable String script;

    @Option(
            names = "--commands",
            paramLabel = "DIR",
            description = "A directory of Python files; the name of each is a command that runs it in the background.")
    private @Nullable String commands;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "player",
            description = "What scripts may do and use, until another policy is chosen. Default: ${DEFAULT-VALUE}.")
    private String policy = "player";

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            defaultValue = Script.DEFAULT_OWNER,
            description = "Whose tasks they are. Default: ${DEFAULT-VALUE}.")
    private String owner = Script.DEFAULT_OWNER;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where lines that were typed are kept. Default: ~/.vivarium_history.")
    private @Nullable Path history;

    private final Console console;

    ShellCommand(Console console) {
        this.console = console;
    }

    /** Signals that end the JVM, and the terminal's own end, leave no worker behind: its hook closes the engine. */
    @Override
    public Integer call() throws InterruptedException, IOException {
        ShellSettings settings = settings();
        Optional<Transcript> transcript = script == null ? Optional.empty() : Optional.of(transcript(script));
        // A spare: who kills a script need not wait for a new worker.
        try (Vivarium vivarium = console.engine()
                .open(Vivarium.builder().workers(1).spares(1).peakWorkers(0).policies(settings::find))) {
            Runtime.getRuntime().addShutdownHook(new Thread(vivarium::close, "vivarium-shell-end"));
            if (transcript.isPresent()) {
                return check(transcript.get(), vivarium, settings);
            }
            new TerminalShell(history == null ? Path.of(System.getProperty("user.home"), ".vivarium_history") : history)
                    .run(lines -> new Interpreter(vivarium, settings, lines));
            return ExitStatus.RETURNED;
        }
    }

    private int check(Transcript transcript, Vivarium vivarium, ShellSettings settings) throws InterruptedException {
        Optional<Transcript.Mismatch> mismatch = transcript.play(lines -> new Interpreter(vivarium, settings, lines));
        mismatch.ifPresent(found -> console.err().println(script + ", " + found.text()));
        return mismatch.isPresent() ? ExitStatus.FAILED : ExitStatus.RETURNED;
    }

    private ShellSettings settings() {
        Policies known = policies.known();
        Policy first = known.named(policy);
        List<Policy> ordered = Stream.concat(
                        Stream.of(first), known.all().stream().filter(other -> !other.equals(first)))
                .toList();
        return new ShellSettings(
                owner, ordered, policies.placement(), new FileLibrary(new SourceReader(console.in()), commands));
    }

    private static Transcript transcript(String file) {
        try {
            return Transcript.of(Files.readAllLines(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw new UsageProblem("can't read the transcript " + file + ": " + e.getMessage());
        } catch (ShellProblem problem) {
            throw new UsageProblem(file + ": " + problem.getMessage());
        }
    }
}
