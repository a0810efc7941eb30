package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded pipe of bytes between two threads; closing either end wakes both. */
final class BytePipe {

    /** About what Linux buffers for one direction of a Unix domain socket. */
    private static final int CAPACITY = 208 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Always ready to be written: what is to be read lies before the position. */
    private final ByteBuffer content = ByteBuffer.allocate(CAPACITY);

    private boolean readerClosed;
    private boolean writerClosed;

    /** Reads at least one byte, or -1 when the writer closed and nothing is left. */
    int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            while (content.position() == 0 && !writerClosed && !readerClosed) {
                changed.awaitUninterruptibly();
            }
            if (readerClosed) {
                throw new AsynchronousCloseException();
            }
            return content.position() == 0 ? -1 : move(target);
        } finally {
            lock.unlock();
        }
    }

    private int move(ByteBuffer target) {
        content.flip();
        int count = transfer(content, target);
        content.compact();
        changed.signalAll();
        return count;
    }

    /** Writes at least one byte. */
    int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            while (!content.hasRemaining() && !writerClosed && !readerClosed) {
                changed.awaitUninterruptibly();
            }
            return put(source);
        } finally {
            lock.unlock();
        }
    }

    /** Writes what there is room for. */
    int offer(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            return put(source);
        } finally {
            lock.unlock();
        }
    }

    private int put(ByteBuffer source) throws IOException {
        if (writerClosed) {
            throw new ClosedChannelException();
        }
        if (readerClosed) {
            throw new IOException("Broken pipe");
        }
        changed.signalAll();
        return transfer(source, content);
    }

    private static int transfer(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(from.slice(from.position(), count));
        from.position(from.position() + count);
        return count;
    }

    boolean isReadable() {
        lock.lock();
        try {
            return !readerClosed;
        } finally {
            lock.unlock();
        }
    }

    void closeReader() {
        lock.lock();
        try {
            readerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void closeWriter() {
        lock.lock();
        try {
            writerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
