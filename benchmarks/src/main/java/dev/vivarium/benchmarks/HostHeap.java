package dev.vivarium.benchmarks;

import java.util.List;

/** What an engine takes of its host's heap. */
final class HostHeap implements Measure {

    private static final int QUEUED = 10_000;
    private static final int HASTY_QUEUED = 1_000;
    private static final int ROUNDS = 3;

    private final Goal idle = Goal.atMost("host-heap-idle", 16, "MB");
    private final Goal queued = Goal.atMost("host-heap-queued", 64, "MB");

    @Override
    public String name() {
        return "host-heap";
    }

    @Override
    public String about() {
        return "what lives on the heap of a JVM of its own after garbage collection: with an engine open and idle, and how"
                + " much more with " + QUEUED + " tasks of different sources waiting";
    }

    @Override
    public List<Goal> goals() {
        return List.of(idle, queued);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            try (Child host = Child.jvm(HostDriver.class)) {
                double before = Double.parseDouble(host.ask("open"));
                readings.add(idle, before);
                int tasks = plan.either(QUEUED, HASTY_QUEUED);
                readings.add(queued, Double.parseDouble(host.ask("queue " + tasks)) - before);
            }
        }
    }
}
