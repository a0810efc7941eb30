package dev.vivarium.engine.link;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to the transport. One that finds nothing before it is offered at once by whoever sends it, which
 * spares a change of threads; others wait for the writer thread, bounded in number and bytes.
 */
final class SendQueue {

    /** What became of a frame. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    /** Bytes that the writer takes at once: one write of the socket. */
    private static final int BATCH = 64 * 1024;

    private final int mostFrames;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();

    private final Transport transport;

    private long bytes;

    /** Whether the writer is at work: from its start, so that nothing leaves before that. */
    private boolean writing = true;

    /** Whether the transport has a rest of what was offered to it. */
    private boolean rest;

    private boolean closed;

    SendQueue(Transport transport, int mostFrames, long mostBytes) {
        this.transport = transport;
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
    }

    /** Never waits. */
    Offer offer(byte[] frame) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (!fits(frame)) {
                return Offer.FULL;
            }
            pass(frame);
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for room; interrupts are left to the caller's next wait. False if the queue is closed. */
    boolean put(byte[] frame) {
        lock.lock();
        try {
            while (!closed && !fits(frame)) {
                changed.awaitUninterruptibly();
            }
            if (!closed) {
                pass(frame);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** A frame that is larger than the bound must pass too, alone. */
    private boolean fits(byte[] frame) {
        return frames.isEmpty() || (frames.size() < mostFrames && bytes + frame.length <= mostBytes);
    }

    private void pass(byte[] frame) {
        if (isIdle() && frame.length <= Transport.LONGEST_OFFER) {
            try {
                rest = !transport.offer(frame);
                if (rest) {
                    changed.signalAll();
                }
                return;
            } catch (IOException broken) {
                // The writer runs into that, too, and knows what to do.
            }
        }
        frames.add(frame);
        bytes += frame.length;
        changed.signalAll();
    }

    private boolean isIdle() {
        return !writing && !rest && frames.isEmpty();
    }

    /**
     * Waits for frames, or for the transport to have a rest, and gives none then; null when the queue is closed. The
     * frames taken before have then been written.
     */
    @Nullable
    List<byte[]> take() {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
            while (!closed && isIdle()) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            writing = true;
            rest = false;
            return batch();
        } finally {
            lock.unlock();
        }
    }

    private List<byte[]> batch() {
        List<byte[]> batch = new ArrayList<>();
        long size = 0;
        byte[] next = frames.peek();
        while (next != null && (batch.isEmpty() || size + next.length <= BATCH)) {
            batch.add(frames.remove());
            size += next.length;
            next = frames.peek();
        }
        bytes -= size;
        changed.signalAll();
        return batch;
    }

    /** Waits until all that was put has been written. False if the queue is closed or the time is over before. */
    boolean awaitWritten(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && !isIdle() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed && isIdle();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits and wakes everyone. */
    void close() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
