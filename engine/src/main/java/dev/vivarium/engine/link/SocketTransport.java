package dev.vivarium.engine.link;

import java.nio.channels.SocketChannel;

/** Frames on a connected, blocking socket. */
public final class SocketTransport {

    private SocketTransport() {}

    /** Takes over {@code channel}: closing the transport closes it. Frames are capped by {@link Wire#LARGEST_FRAME}. */
    public static Transport of(SocketChannel channel) {
        return new StreamTransport(channel, Wire.LARGEST_FRAME);
    }
}
