package dev.vivarium.web;

import dev.vivarium.TimeSource;
import java.util.HashMap;
import java.util.Map;

/** Counts wrong tokens by address, within a minute. Safe for use by any thread. */
final class Tries {

    private static final long MINUTE = 60_000_000_000L;

    /** Addresses that are remembered; a flood of others begins anew for all. */
    private static final int MOST = 10_000;

    private final int most;
    private final TimeSource time;
    private final Map<String, Integer> wrong = new HashMap<>();
    private long since;

    Tries(int most, TimeSource time) {
        this.most = most;
        this.time = time;
        since = time.nanos();
    }

    /** Whether that address may try once more. */
    synchronized boolean mayTry(String address) {
        if (time.nanos() - since > MINUTE || wrong.size() > MOST) {
            since = time.nanos();
            wrong.clear();
        }
        return wrong.getOrDefault(address, 0) < most;
    }

    synchronized void wasWrong(String address) {
        wrong.merge(address, 1, Integer::sum);
    }
}
