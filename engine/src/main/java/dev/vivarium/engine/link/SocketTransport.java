package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Frames on a connected socket. */
public final class SocketTransport {

    private SocketTransport() {}

    /**
     * Takes over {@code channel}: closing the transport closes it, and a failure here. Frames are capped by
     * {@link Wire#LARGEST_FRAME}.
     */
    public static Transport of(SocketChannel channel) throws IOException {
        return new StreamTransport(SocketDuplex.of(channel), Wire.LARGEST_FRAME);
    }
}
