package dev.vivarium.console.attack;

import java.util.ArrayList;
import java.util.List;

/** Whatever the end: neither the host nor a worker stays swollen. The rest of what this asks for is asked for always. */
final class ContainedOracle implements Oracle {

    /** How much more the host may hold. */
    static final long HOST_GROWTH = 64L << 20;

    /** What a worker may hold: its heap, and what a Python runtime needs beside it. */
    static final long WORKER_MOST = (Lane.WORKER_HEAP_MEGABYTES + 512L) << 20;

    @Override
    public List<String> problems(Evidence evidence) {
        List<String> problems = new ArrayList<>();
        if (evidence.heapGrowth() > HOST_GROWTH) {
            problems.add("the host's heap grew by " + (evidence.heapGrowth() >> 20) + " MiB");
        }
        if (evidence.workerBytes() > WORKER_MOST) {
            problems.add("a worker stays at " + (evidence.workerBytes() >> 20) + " MiB");
        }
        return problems;
    }
}
