package dev.vivarium.benchmarks.inside;

import dev.vivarium.engine.link.Codec;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.ProtocolException;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to put a script and its end into bytes and to read them back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

    private static final Policy POLICY = Presets.PLAYER;
    private static final Message.Bounds BOUNDS = Message.Bounds.of(POLICY.limits());

    private final Codec<Message.FromHost, Message.FromWorker> host = Codec.forHost(_ -> BOUNDS);
    private final Codec<Message.FromWorker, Message.FromHost> worker = Codec.forWorker();
    private final Message.Run run = new Message.Run(
            1,
            "greeting",
            "for name in names:\n    print('hello', name, level)\n_return([len(name) for name in names])\n",
            Map.of("names", List.of("anna", "bert", "clara"), "level", 12L),
            List.of(),
            new Message.Rules(POLICY.name(), BOUNDS, POLICY.imports()));
    private final Message.Finished finished =
            new Message.Finished(1, new Message.End.Returned(List.of(List.of(4L, 4L, 5L))), 1_000_000, null);

    /** The host's way to the worker. */
    @Benchmark
    public Message run() throws ProtocolException {
        return worker.decode(host.encode(run));
    }

    /** The worker's way to the host. */
    @Benchmark
    public Message finished() throws ProtocolException {
        return host.decode(worker.encode(finished));
    }
}
