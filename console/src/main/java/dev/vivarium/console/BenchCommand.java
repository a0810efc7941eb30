package dev.vivarium.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code vivarium bench} as the help of {@code vivarium} knows it: the launcher starts the benchmarks, a program of their
 * own, before this one would be.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "Measures how fast Vivarium is on this machine.",
            "A program of its own, which the launcher builds and starts: './vivarium bench --help' has its options.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  vivarium bench --list", "  vivarium bench --quick fresh-latency"})
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "…", arity = "0..*", description = "See './vivarium bench --help'.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        String line =
                Stream.concat(Stream.of("./vivarium bench"), words.stream()).collect(Collectors.joining(" "));
        throw new UsageProblem("the benchmarks are started by the launcher: '" + line + "'");
    }
}
