package dev.vivarium.benchmarks.inside;

import dev.vivarium.engine.admit.FairQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one more task costs a queue in which many wait already. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FairQueueBenchmark {

    private static final int OWNERS = 100;
    private static final List<String> NAMES =
            IntStream.range(0, OWNERS).mapToObj(number -> "owner-" + number).toList();

    /** How many wait. */
    @Param({"100", "10000"})
    public int waiting;

    private FairQueue<Integer> queue = new FairQueue<>();
    private int next;

    /** Fills the queue. */
    @Setup
    public void fill() {
        queue = new FairQueue<>();
        for (int i = 0; i < waiting; i++) {
            queue.add(NAMES.get(i % OWNERS), i);
        }
    }

    /** One comes, one goes. */
    @Benchmark
    public @Nullable Integer addAndPoll() {
        next = (next + 1) % OWNERS;
        queue.add(NAMES.get(next), next);
        return queue.poll();
    }
}
