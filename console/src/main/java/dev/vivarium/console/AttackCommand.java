package dev.vivarium.console;

import dev.vivarium.Vivarium;
import dev.vivarium.console.attack.AttackSuite;
import dev.vivarium.console.attack.Corpus;
import dev.vivarium.console.attack.CorpusException;
import dev.vivarium.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vivarium attack}: runs a corpus of attacks and says which got through. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = "Runs each attack of a directory in a real worker, and judges from outside what came of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium attack tests/src/test/resources/attacks",
            "  vivarium attack tests/src/test/resources/attacks --only cpu --only open-plain",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every attack failed to do harm",
            "1:at least one got through",
            "2:the directory or the command line makes no sense",
            "70:Vivarium has a fault that shows without any attack",
        })
final class AttackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The attacks: files NNN-name.py.")
    private Path directory = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "player",
            description = "The policy of the scripts. Default: ${DEFAULT-VALUE}.")
    private String policy = "player";

    @Option(names = "--only", paramLabel = "ID|CLASS|ORACLE", description = "Only these; may be given again.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many to run at once. Default: ${DEFAULT-VALUE}: more is faster, and times mean less.")
    private int jobs = 1;

    @Option(names = "--json", description = "Print one JSON object per attack, and one with the counts.")
    private boolean json;

    private final Console console;

    AttackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Policy chosen = Policies.with(null).named(policy);
        if (jobs < 1 || jobs > 16) {
            throw new UsageProblem("--jobs must be from 1 to 16, not " + jobs);
        }
        Corpus corpus = corpus();
        String secret = System.getenv(AttackSuite.ENVIRONMENT);
        return secret == null || secret.isEmpty() ? new SecretiveChild().run(words()) : run(corpus, chosen, secret);
    }

    private int run(Corpus corpus, Policy chosen, String secret) throws InterruptedException {
        // What makes it later, in the background, would be a process that no worker has a right to.
        Vivarium.builder().prepare();
        AttackReport report = new AttackReport(console, json);
        new AttackSuite(console.engine()::open, chosen, secret).run(corpus, jobs, report::add);
        return report.end();
    }

    private Corpus corpus() {
        try {
            return Corpus.read(directory).only(only);
        } catch (CorpusException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    /** The command line again. */
    private List<String> words() {
        List<String> words = new ArrayList<>(
                List.of("attack", directory.toString(), "--policy", policy, "--jobs", Integer.toString(jobs)));
        only.forEach(word -> words.addAll(List.of("--only", word)));
        if (json) {
            words.add("--json");
        }
        return words;
    }
}
