package dev.vivarium.engine.pool;

import dev.vivarium.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The workers that have ended lately, and why. Used by the event loop's events alone. */
final class Graveyard {

    private static final int MOST = 20;

    private record Grave(String name, String reason, boolean lost, long nanos) {}

    private final Deque<Grave> graves = new ArrayDeque<>();

    /** @param lost whether it was not meant to end */
    void add(PoolWorker worker, String reason, boolean lost, long nanos) {
        graves.addLast(new Grave(worker.toString(), reason, lost, nanos));
        if (graves.size() > MOST) {
            graves.removeFirst();
        }
    }

    List<Workers.Gone> list(long nanos) {
        return graves.stream()
                .map(grave -> new Workers.Gone(
                        grave.name(), grave.reason(), grave.lost(), Duration.ofNanos(nanos - grave.nanos())))
                .toList();
    }
}
