package dev.vivarium.benchmarks.inside;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.task.HostTask;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the host's record of a task costs from its making to the end of its callbacks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostTaskBenchmark {

    private final Script script = Script.of("_return(testvar + 5)").with("testvar", 3);
    private final Outcome end = new Outcome.Returned(List.of(8L), Usage.NONE);

    /** One life. */
    @Benchmark
    public Object life(Blackhole results) {
        HostTask task = new HostTask(
                new TaskId(1),
                script,
                new TaskCapabilities(1, Map.of(), Runnable::run),
                TimeSource.system(),
                _ -> {},
                (_, _) -> {});
        task.onReturn(Runnable::run, results::consume).onError(Runnable::run, results::consume);
        task.started();
        task.end(end);
        return task.callbacksDone().join() == null;
    }
}
