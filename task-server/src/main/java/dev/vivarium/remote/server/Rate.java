package dev.vivarium.remote.server;

import java.util.concurrent.atomic.AtomicInteger;

/** How many there may be within a second. Safe for use by any thread. */
final class Rate {

    private final int most;
    private final AtomicInteger used = new AtomicInteger();

    Rate(int most) {
        this.most = most;
    }

    /** One more; false if it is too many. */
    boolean take() {
        return used.incrementAndGet() <= most;
    }

    /** A second is over; how many there were in it. */
    int refill() {
        return used.getAndSet(0);
    }
}
