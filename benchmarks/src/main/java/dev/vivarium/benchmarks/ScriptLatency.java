package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** How long a caller waits for a trivial script. */
final class ScriptLatency implements Measure {

    private static final int WARM_UP = 1_500;
    private static final int HASTY_WARM_UP = 60;
    private static final int RUNS = 200;
    private static final int HASTY_RUNS = 60;
    private static final double MIDDLE = 50;
    private static final double TAIL = 99;

    private final String name;
    private final Policy policy;
    private final Goal middle;
    private final Goal tail;

    /** @param policy says whether contexts are fresh or kept */
    ScriptLatency(String name, Policy policy, double middleMillis, double tailMillis) {
        this.name = name;
        this.policy = policy;
        middle = Goal.atMost(name + "-p50", middleMillis, "ms");
        tail = Goal.atMost(name + "-p99", tailMillis, "ms");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return "a trivial script with one variable, " + Pace.PER_SECOND
                + " a second on one worker: from its submission to its callback; after " + WARM_UP + " runs to warm up";
    }

    @Override
    public List<Goal> goals() {
        return List.of(middle, tail);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        try (Vivarium engine = Engines.withWorkers(1);
                OpenPeers peers = OpenPeers.open(plan, goals(), readings)) {
            Caller caller = new Caller(engine);
            Script script = Trivial.under(policy);
            for (int i = 0; i < plan.either(WARM_UP, HASTY_WARM_UP); i++) {
                caller.call(script).mustBe(Trivial.EXPECTED);
            }
            for (int round = 0; round < plan.rounds(); round++) {
                read(round(plan, caller, script), (goal, value) -> readings.add(goal, value));
                peers.each(peer -> read(
                        peer.latencies(plan.either(RUNS, HASTY_RUNS)),
                        (goal, value) -> readings.peer(goal, peer.name(), value)));
            }
        }
    }

    private static List<Double> round(Plan plan, Caller caller, Script script) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (Caller.Reply reply : Pace.replies(plan.either(RUNS, HASTY_RUNS), () -> caller.submit(script))) {
            millis.add(reply.mustBe(Trivial.EXPECTED).millis());
        }
        return millis;
    }

    /** Takes one round's figure. */
    private interface Taker {
        void take(Goal goal, double value);
    }

    private void read(List<Double> millis, Taker taker) {
        taker.take(middle, Statistics.percentile(millis, MIDDLE));
        taker.take(tail, Statistics.percentile(millis, TAIL));
    }
}
