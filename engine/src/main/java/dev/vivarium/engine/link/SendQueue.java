package dev.vivarium.engine.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Frames that wait for the writer thread, bounded in number and bytes. */
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

    private long bytes;
    private boolean writing;
    private boolean closed;

    SendQueue(int mostFrames, long mostBytes) {
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
            add(frame);
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
                add(frame);
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

    private void add(byte[] frame) {
        frames.add(frame);
        bytes += frame.length;
        changed.signalAll();
    }

    /** Waits for frames; null when the queue is closed. The frames taken before have then been written. */
    @Nullable
    List<byte[]> take() {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
            while (!closed && frames.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            writing = true;
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
            while (!closed && (writing || !frames.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed && !writing && frames.isEmpty();
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
