package dev.vivarium.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peers of one measure, open for as long as it lasts; none unless the plan asks for peers. */
final class OpenPeers implements AutoCloseable {

    private static final int WARM_UP = 40;
    private static final int HASTY_WARM_UP = 3;

    private final List<Peer> open = new ArrayList<>();

    private OpenPeers() {}

    /** What is done with each. */
    @FunctionalInterface
    interface Action {

        /** Measures {@code peer}. */
        void accept(Peer peer) throws Exception;
    }

    /**
     * Opens and warms up all that are installed.
     *
     * @param goals those for which a peer that is not installed is noted
     * @param but not these
     */
    static OpenPeers open(Plan plan, List<Goal> goals, Readings readings, PeerKind... but)
            throws IOException, InterruptedException {
        OpenPeers peers = new OpenPeers();
        if (plan.peers()) {
            for (PeerKind kind : PeerKind.values()) {
                if (!List.of(but).contains(kind)) {
                    peers.add(kind, plan, goals, readings);
                }
            }
        }
        return peers;
    }

    private void add(PeerKind kind, Plan plan, List<Goal> goals, Readings readings)
            throws IOException, InterruptedException {
        Optional<String> whyNot = kind.whyNot();
        if (whyNot.isPresent()) {
            goals.forEach(goal -> readings.skip(goal, kind.title(), whyNot.get()));
            return;
        }
        plan.progress().accept("  warming up " + kind.title());
        Peer peer = kind.open();
        open.add(peer);
        peer.latencies(plan.either(WARM_UP, HASTY_WARM_UP));
    }

    /** Does {@code action} with each in turn. */
    void each(Action action) throws Exception {
        for (Peer peer : open) {
            action.accept(peer);
        }
    }

    @Override
    public void close() {
        open.forEach(Peer::close);
    }
}
