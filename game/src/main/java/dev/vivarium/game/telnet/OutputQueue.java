package dev.vivarium.game.telnet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Bytes that wait for a reader, up to a bound. Any thread adds, one takes. */
final class OutputQueue {

    private static final int LARGEST_PIECE = 64 * 1024;

    private final int most;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    OutputQueue(int most) {
        this.most = most;
    }

    /** Adds; false if there is no room. What comes after {@link #close} is thrown away. */
    synchronized boolean add(byte[] more) {
        if (!closed && bytes + more.length > most) {
            return false;
        }
        put(more);
        return true;
    }

    private void put(byte[] more) {
        if (!closed && more.length > 0) {
            waiting.addLast(more);
            bytes += more.length;
            notifyAll();
        }
    }

    /** Ends with {@code last}, for which there is always room; false if it had ended. */
    synchronized boolean close(byte[] last) {
        boolean first = !closed;
        put(last);
        closed = true;
        notifyAll();
        return first;
    }

    /** The same, and what waits is thrown away. */
    synchronized boolean drop(byte[] last) {
        if (!closed) {
            waiting.clear();
            bytes = 0;
        }
        return close(last);
    }

    /** Waits for the next piece; null at the end. */
    synchronized byte @Nullable [] take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        byte[] first = waiting.poll();
        if (first == null) {
            return null;
        }
        bytes -= first.length;
        return waiting.isEmpty() ? first : joined(first);
    }

    /** Small pieces travel together. */
    private byte[] joined(byte[] first) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        all.writeBytes(first);
        for (byte[] next = waiting.peek();
                next != null && all.size() + next.length <= LARGEST_PIECE;
                next = waiting.peek()) {
            all.writeBytes(next);
            bytes -= next.length;
            waiting.remove();
        }
        return all.toByteArray();
    }
}
