package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into frames. For one thread. */
final class FrameReader {

    /** Bytes per read of the channel, and what a lying length costs at first. */
    private static final int CHUNK = 64 * 1024;

    private final ReadableByteChannel channel;
    private final int cap;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).flip();

    FrameReader(ReadableByteChannel channel, int cap) {
        this.channel = channel;
        this.cap = cap;
    }

    byte @Nullable [] read() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return null;
        }
        return body(length());
    }

    private int length() throws IOException {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = length << Byte.SIZE | Byte.toUnsignedInt(octet());
        }
        if (length <= 0 || length > cap) {
            throw new ProtocolException(
                    "a frame of " + Integer.toUnsignedString(length) + " bytes, not of 1 to " + cap + " bytes");
        }
        return length;
    }

    private byte octet() throws IOException {
        need();
        return buffer.get();
    }

    /** Grows with what arrives: a length alone is worth nothing. */
    private byte[] body(int length) throws IOException {
        byte[] body = new byte[Math.min(length, CHUNK)];
        int filled = 0;
        while (filled < length) {
            need();
            if (filled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
            }
            int step = Math.min(buffer.remaining(), body.length - filled);
            buffer.get(body, filled, step);
            filled += step;
        }
        return body;
    }

    private void need() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            throw new ProtocolException("the peer closed the connection in the middle of a frame");
        }
    }

    /** False at the end of the stream. */
    private boolean fill() throws IOException {
        buffer.clear();
        int count;
        do {
            count = channel.read(buffer);
        } while (count == 0);
        buffer.flip();
        return count > 0;
    }
}
