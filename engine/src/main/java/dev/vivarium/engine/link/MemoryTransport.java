package dev.vivarium.engine.link;

/** Frames between two sides in one JVM, as bytes and with the bounds of a socket, so that nothing differs but speed. */
public final class MemoryTransport {

    private MemoryTransport() {}

    /** A new connection. */
    public static TransportPair pair() {
        MemoryChannel.Pair channels = MemoryChannel.pair();
        return new TransportPair(
                new StreamTransport(channels.left(), Wire.LARGEST_FRAME),
                new StreamTransport(channels.right(), Wire.LARGEST_FRAME));
    }
}
