package dev.vivarium.remote.server;

import org.jspecify.annotations.Nullable;

/** One reader of a hub, guarded by the hub's lock. */
final class Stream {

    /** The id of the next message to be read. */
    long next;

    /** Ticks for which a writer has waited for it. */
    int behind;

    /** Ticks for which there has been nothing to tell. */
    int quiet;

    /** Why it is over; null while it is not. */
    @Nullable
    String closed;

    Stream(long next) {
        this.next = next;
    }
}
