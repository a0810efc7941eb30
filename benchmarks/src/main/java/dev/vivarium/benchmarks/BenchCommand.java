package dev.vivarium.benchmarks;

import dev.vivarium.Vivarium;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vivarium bench}: measures and says what came of it. */
@Command(
        name = "vivarium bench",
        description = "Measures how fast Vivarium is on this machine, over real confined workers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  vivarium bench --list",
            "  vivarium bench --quick fresh-latency kill-loop",
            "  vivarium bench --peers --json >figures.json",
            "  vivarium bench jmh",
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all was measured, whether or not it is what it should be",
            "1:something could not be measured, and a line says why",
            "2:the command line makes no sense",
            "70:an internal error",
        })
final class BenchCommand implements Callable<Integer> {

    private static final int UNMEASURED = 1;

    @SuppressWarnings("UnusedVariable") // It is for the library that it is here.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    private boolean help;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure. Default: all of --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "End with one line with one JSON object, and no table.")
    private boolean json;

    @Option(names = "--peers", description = "Measure other ways to run scripts too, in the same rounds.")
    private boolean peers;

    @Option(names = "--quick", description = "One short round: shows that it works, not how fast it is.")
    private boolean quick;

    @Option(names = "--list", description = "Measure nothing; say what there is and what it should be.")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;
    private final PrintStream err;

    BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Measure> chosen = chosen();
        if (list) {
            MeasureList.lines(chosen).forEach(out::println);
            return 0;
        }
        // As a server has it some minutes after its first start.
        Vivarium.builder().prepare();
        Machine machine = Machine.look();
        List<Taken> taken = take(chosen);
        (json ? List.of(JsonReport.line(machine, taken)) : TableReport.lines(machine, taken)).forEach(out::println);
        return taken.stream().allMatch(each -> each.failure().isEmpty()) ? 0 : UNMEASURED;
    }

    private List<Taken> take(List<Measure> chosen) throws InterruptedException {
        Path home = Path.of(System.getProperty("vivarium.home", ""));
        Plan plan = new Plan(quick, peers, home.toAbsolutePath(), this::tell);
        List<Taken> taken = new ArrayList<>();
        for (Measure measure : chosen) {
            tell("measuring " + measure.name());
            Taken result = Taken.take(measure, plan);
            result.failure().ifPresent(reason -> tell("can't measure " + measure.name() + ": " + reason));
            taken.add(result);
        }
        return taken;
    }

    private void tell(String line) {
        err.println("vivarium: " + line);
    }

    private List<Measure> chosen() {
        return names.isEmpty()
                ? Measures.all()
                : names.stream().distinct().map(this::named).toList();
    }

    private Measure named(String name) {
        return Measures.named(name)
                .orElseThrow(() -> refusal("nothing to measure is called '" + name + "'; there are "
                        + Measures.all().stream().map(Measure::name).collect(Collectors.joining(", "))));
    }

    private RuntimeException refusal(String message) {
        return spec == null ? new IllegalStateException(message) : new ParameterException(spec.commandLine(), message);
    }
}
