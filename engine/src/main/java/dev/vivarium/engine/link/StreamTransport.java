package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames on any stream of bytes, so that all transports behave alike. */
final class StreamTransport implements Transport {

    private final Duplex channel;
    private final FrameReader reader;
    private final FrameWriter writer;

    StreamTransport(Duplex channel, int cap) {
        this.channel = channel;
        this.reader = new FrameReader(channel, cap);
        this.writer = new FrameWriter(channel);
    }

    /** After close nothing is read, not even what is buffered. */
    @Override
    public byte @Nullable [] read() throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return reader.read();
    }

    @Override
    public void write(List<byte[]> bodies) throws IOException {
        writer.write(bodies);
    }

    @Override
    public boolean offer(byte[] body) throws IOException {
        return writer.offer(body);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed or not, nobody uses it any more, and the caller could do nothing about it.
        }
    }
}
