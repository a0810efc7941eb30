package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts frames on a stream, many small ones with one write. For one thread at a time. */
final class FrameWriter {

    /**
     * Bytes per write of the channel. Direct and small: NIO would copy a heap buffer into a direct one of the same
     * size, and keep that for the thread's life.
     */
    private static final int CHUNK = 64 * 1024;

    private final Duplex channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);

    FrameWriter(Duplex channel) {
        this.channel = channel;
    }

    void write(List<byte[]> bodies) throws IOException {
        for (byte[] body : bodies) {
            put(ByteBuffer.allocate(Integer.BYTES).putInt(body.length).flip());
            put(ByteBuffer.wrap(body));
        }
        drain();
    }

    /** See {@link Transport#offer}. */
    boolean offer(byte[] body) throws IOException {
        buffer.putInt(body.length).put(body).flip();
        try {
            channel.offer(buffer);
            return !buffer.hasRemaining();
        } finally {
            buffer.compact();
        }
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int step = Math.min(bytes.remaining(), buffer.remaining());
            buffer.put(bytes.slice(bytes.position(), step));
            bytes.position(bytes.position() + step);
            if (!buffer.hasRemaining()) {
                drain();
            }
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
