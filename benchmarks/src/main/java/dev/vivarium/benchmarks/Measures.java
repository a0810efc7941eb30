package dev.vivarium.benchmarks;

import dev.vivarium.policy.ContextLife;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.util.List;
import java.util.Optional;

/** All that can be measured, in the order in which it is. */
final class Measures {

    private static final Policy KEPT =
            Presets.PLAYER.toBuilder().name("kept").context(ContextLife.KEPT).build();

    private static final List<Measure> ALL = List.of(
            new ScriptLatency("fresh-latency", Presets.PLAYER, 1, 10),
            new ScriptThroughput("fresh-throughput", Presets.PLAYER, PeerKind.GRAALPY_SHARED_ENGINE, 0.85),
            new ScriptLatency("kept-latency", KEPT, 0.25, 5),
            new ScriptThroughput("kept-throughput", KEPT, PeerKind.CPYTHON_POOL, 1),
            new KillLoop(),
            new KillNative(),
            new CpuPrograms(),
            new CpuFirstRun(),
            new ColdRun(),
            new HostHeap(),
            new WorkerMemory(),
            new Dialogues(),
            new QueueScaling());

    private Measures() {}

    static List<Measure> all() {
        return ALL;
    }

    /** The measure called {@code name}, or empty. */
    static Optional<Measure> named(String name) {
        return ALL.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }
}
