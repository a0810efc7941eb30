package dev.vivarium.engine.link;

/** Frames between two sides in one JVM, as bytes and with the bounds of a socket, so that nothing differs but speed. */
public final class MemoryTransport {

    private MemoryTransport() {}

    /**
     * Two connected ends.
     *
     * @param left one
     * @param right the other
     */
    public record Pair(Transport left, Transport right) {}

    /** A new connection. */
    public static Pair pair() {
        MemoryChannel.Pair channels = MemoryChannel.pair();
        return new Pair(
                new StreamTransport(channels.left(), Wire.LARGEST_FRAME),
                new StreamTransport(channels.right(), Wire.LARGEST_FRAME));
    }
}
