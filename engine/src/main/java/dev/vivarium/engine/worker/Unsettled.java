package dev.vivarium.engine.worker;

/**
 * New objects that scripts have made which wait now. The next collection makes old what they keep of these, whoever has
 * the turn then: so much growth of the old generation in one turn may be others'. Any thread.
 */
final class Unsettled {

    private final Heap heap;

    /** How many scripts wait. */
    private int waiting;

    /** Up to which collection the next two are right. */
    private long collections;

    /** Bytes that no collection has looked at. */
    private long unseen;

    /** Bytes that one has looked at, and may not have made old yet. */
    private long seen;

    Unsettled(Heap heap) {
        this.heap = heap;
    }

    /** A script waits from now on, and has made {@code bytes} since that collection. */
    synchronized void add(long bytes, long sinceCollection) {
        catchUp();
        waiting++;
        if (sinceCollection == collections) {
            unseen += bytes;
        } else {
            seen = Math.min(seen + bytes, heap.survivorBytes());
        }
    }

    /** That script goes on: what it has made is its own again. */
    synchronized void remove(long bytes, long sinceCollection) {
        catchUp();
        waiting--;
        if (sinceCollection == collections) {
            unseen -= bytes;
        }
    }

    /** Whether no script waits; asks the heap nothing. */
    synchronized boolean isEmpty() {
        return waiting == 0;
    }

    /** Bytes, garbage included. */
    synchronized long bytes() {
        catchUp();
        return unseen + seen;
    }

    private void catchUp() {
        long now = heap.collections();
        if (now != collections) {
            collections = now;
            seen = Math.min(seen + unseen, heap.survivorBytes());
            unseen = 0;
        }
    }
}
