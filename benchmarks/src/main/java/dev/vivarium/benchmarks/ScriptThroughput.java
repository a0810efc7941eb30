package dev.vivarium.benchmarks;

import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** How many trivial scripts a second two workers run, as a share of what the machine could do at most. */
final class ScriptThroughput implements Measure {

    /** As many as the bare runs have threads. */
    static final int LANES = 2;

    private static final int UNDER_WAY = 8;

    /** Kept contexts belong to their owner: one owner alone would keep one worker busy. */
    private static final int OWNERS = 8;

    private static final int SETTLE_SECONDS = 3;
    private static final int HASTY_SETTLE_SECONDS = 1;
    private static final int SECONDS = 8;
    private static final int HASTY_SECONDS = 2;

    /** Warm once: compilers and caches come to rest. */
    private static final int WARM_UP_SECONDS = 20;

    private final String name;
    private final Policy policy;
    private final PeerKind most;
    private final Goal ratio;
    private final Goal rate;

    /**
     * @param policy says whether contexts are fresh or kept
     * @param most what the rate is a share of
     */
    ScriptThroughput(String name, Policy policy, PeerKind most, double least) {
        this.name = name;
        this.policy = policy;
        this.most = most;
        ratio = Goal.atLeast(name, least, Goal.RATIO);
        rate = Goal.told(name + "-rate", "per s");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return "trivial scripts a second on " + LANES + " workers, as a share of those of " + most.title()
                + " in the same round; both after " + WARM_UP_SECONDS + " s to warm up";
    }

    @Override
    public List<Goal> goals() {
        return List.of(ratio, rate);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        try (Vivarium engine = Engines.withWorkers(LANES);
                Peer bare = most.open();
                OpenPeers others = OpenPeers.open(plan, List.of(rate), readings, most)) {
            Flow flow = flow(engine);
            Duration warmUp = Duration.ofSeconds(plan.either(WARM_UP_SECONDS, HASTY_SETTLE_SECONDS));
            Duration settle = Duration.ofSeconds(plan.either(SETTLE_SECONDS, HASTY_SETTLE_SECONDS));
            Duration measured = Duration.ofSeconds(plan.either(SECONDS, HASTY_SECONDS));
            flow.perSecond(warmUp, settle);
            bare.perSecond(warmUp, LANES);
            for (int round = 0; round < plan.rounds(); round++) {
                double ours = flow.perSecond(settle, measured);
                double theirs = bare.perSecond(measured, LANES);
                readings.add(ratio, ours / theirs);
                readings.add(rate, ours);
                readings.peer(rate, most.title(), theirs);
                others.each(peer -> readings.peer(rate, peer.name(), peer.perSecond(measured, LANES)));
            }
        }
    }

    private Flow flow(Vivarium engine) {
        List<Script> scripts = IntStream.range(0, OWNERS)
                .mapToObj(owner -> Trivial.under(policy).ownedBy("owner-" + owner))
                .toList();
        AtomicInteger next = new AtomicInteger();
        return new Flow(engine, () -> scripts.get(next.getAndIncrement() % OWNERS), UNDER_WAY);
    }
}
