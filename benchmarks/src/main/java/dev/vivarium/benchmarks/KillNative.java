package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How soon after its deadline a script is over that is deep in one operation of the runtime, and how soon the next script
 * is served: most such operations can't be stopped, and cost their worker.
 */
final class KillNative implements Measure {

    private static final Map<String, String> SOURCES = sources();
    private static final int KILLS = 2;
    private static final int ROUNDS = 3;
    private static final double TAIL = 99;
    private static final int SPARES = 1;

    /** A kill costs a worker, and a new one that serves at once is slow: see what limits the figures. */
    private static final Duration REST = Duration.ofSeconds(20);

    private static final Duration HASTY_REST = Duration.ofSeconds(1);

    private final Goal killed = Goal.atMost("kill-native-p99", 150, "ms");
    private final Goal next = Goal.atMost("kill-next-p99", 15, "ms");

    private static Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("power", "10 ** 10 ** 8\n");
        sources.put("regex", "import re\nre.search(r'(a*)(a*)(a*)(a*)\\1\\2\\3\\4b', 'a' * 3000)\n");
        sources.put("sort", "sorted([str(i * 7919 % 100003) for i in range(100000)] * 40)\n");
        return sources;
    }

    @Override
    public String name() {
        return "kill-native";
    }

    @Override
    public String about() {
        return "a huge power, a regex without end and a huge sort, each with a timeout of "
                + KillLoop.TIMEOUT.toMillis()
                + " ms, which counts from its begin: from its deadline to its callback, and the round trip of a trivial"
                + " script right after it; before each, workers and spare are up and have had " + REST.toSeconds()
                + " s to warm up";
    }

    @Override
    public List<Goal> goals() {
        return List.of(killed, next);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        try (Vivarium engine =
                Engines.ready(Vivarium.builder().workers(1).spares(SPARES).workerHeapMegabytes(512), 1 + SPARES)) {
            for (int round = 0; round < plan.rounds(ROUNDS); round++) {
                round(engine, plan, readings);
            }
        }
    }

    private void round(Vivarium engine, Plan plan, Readings readings) throws Exception {
        List<Double> allKilled = new ArrayList<>();
        List<Double> allNext = new ArrayList<>();
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            List<Double> killedOfKind = new ArrayList<>();
            for (int i = 0; i < plan.either(KILLS, 1); i++) {
                Engines.awaitWorkers(engine, 1 + SPARES);
                new Stopwatch().waitUntil(plan.quick() ? HASTY_REST : REST);
                killedOfKind.add(kill(engine, source.getValue()));
                allNext.add(new Caller(engine)
                        .call(Trivial.under(Presets.PLAYER))
                        .mustBe(Trivial.EXPECTED)
                        .millis());
            }
            readings.part(killed, source.getKey(), Statistics.percentile(killedOfKind, TAIL));
            allKilled.addAll(killedOfKind);
        }
        readings.add(killed, Statistics.percentile(allKilled, TAIL));
        readings.add(next, Statistics.percentile(allNext, TAIL));
    }

    private static double kill(Vivarium engine, String source) throws Exception {
        // Limits on memory and processor time would strike first, on some machines.
        return Kill.of(engine, Script.of(source).under(Wide.POLICY), KillLoop.TIMEOUT)
                .millis();
    }
}
