package dev.vivarium.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vivarium bench jmh}: what lies inside one process, with short settings. */
@Command(
        name = "jmh",
        description = "Runs the JMH benchmarks of what lies inside one process: codec, queue, tasks, pool.",
        footerHeading = "%nExamples:%n",
        footer = {"  vivarium bench jmh", "  vivarium bench jmh Codec --iterations 10"})
final class JmhCommand implements Callable<Integer> {

    private static final TimeValue ITERATION = TimeValue.seconds(1);

    @SuppressWarnings("UnusedVariable") // It is for the library that it is here.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    private boolean help;

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = ".*",
            description = "Only those whose name has this, a regular expression. Default: all.")
    private String pattern = ".*";

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often to measure for a second, after as many to warm up. Default: ${DEFAULT-VALUE}.")
    private int iterations = 1;

    @Override
    public Integer call() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(pattern)
                        .forks(1)
                        .warmupIterations(iterations)
                        .warmupTime(ITERATION)
                        .measurementIterations(iterations)
                        .measurementTime(ITERATION)
                        .shouldFailOnError(true)
                        .build())
                .run();
        return 0;
    }
}
