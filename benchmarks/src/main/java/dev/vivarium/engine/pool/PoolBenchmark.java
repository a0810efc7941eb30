package dev.vivarium.engine.pool;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.engine.admit.Admission;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.engine.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * How many tasks the host's side of a run carries, from submission to outcome, over a worker that answers at once. It is
 * in this package because only here a worker can be a fake.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PoolBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SystemTime time = new SystemTime("benchmark-timer");
    private final Pool pool = new Pool(
            new Crew(new PoolSettings("benchmark", 1, 0, Integer.MAX_VALUE, 1, Long.MAX_VALUE), new Prompt()),
            Optional.empty(),
            time,
            new Counters());
    private final AtomicLong ids = new AtomicLong();
    private final Script script = Script.of("_return(testvar + 5)").with("testvar", 3);

    /** Launches workers that end each task as soon as they are sent it. */
    private static final class Prompt implements Launcher {

        @Override
        public Hand launch(int number, Listener listener) {
            listener.ready(List.of());
            return new PromptWorker(listener);
        }

        @Override
        public boolean needsPings() {
            return false;
        }
    }

    private record PromptWorker(Launcher.Listener listener) implements Launcher.Hand {

        @Override
        public void send(Message.FromHost message) {
            if (message instanceof Message.Run run) {
                listener.message(new Message.Started(run.task()));
                listener.message(new Message.Finished(run.task(), new Message.End.Returned(List.of(8L)), 1_000, null));
            }
        }

        @Override
        public void kill(String reason) {
            listener.gone(new Launcher.Death(reason, false));
        }

        @Override
        public void holdBack(long thread) {
            // It is as prompt as can be.
        }

        @Override
        public long residentBytes() {
            return 0;
        }
    }

    /** One caller. */
    @Benchmark
    public Outcome alone() throws TimeoutException, InterruptedException {
        return run();
    }

    /** Four that contend for the pool's inbox. */
    @Benchmark
    @Threads(4)
    public Outcome together() throws TimeoutException, InterruptedException {
        return run();
    }

    private Outcome run() throws TimeoutException, InterruptedException {
        Admission.whyNot(script).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        long id = ids.incrementAndGet();
        HostTask task = new HostTask(
                new TaskId(id), script, new TaskCapabilities(id, Map.of(), Runnable::run), time, _ -> {}, (_, _) -> {});
        pool.submit(task);
        return task.await(PATIENCE);
    }

    /** Ends the pool's thread. */
    @TearDown
    public void close() {
        pool.close();
        time.close();
    }
}
