package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Frames on a connected socket. */
public final class SocketTransport {

    /** The other end has connected when this is waited for: it bounds what can't happen. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private SocketTransport() {}

    /**
     * Takes over {@code channel}: closing the transport closes it, and a failure here. Frames are capped by
     * {@link Wire#LARGEST_FRAME}.
     */
    public static Transport of(SocketChannel channel) throws IOException {
        return new StreamTransport(SocketDuplex.of(channel), Wire.LARGEST_FRAME);
    }

    /**
     * Both ends of a new socket, for those who want to have what a socket costs within one JVM.
     *
     * @param folder below which its files are, until this returns
     */
    public static TransportPair pair(Path folder) throws IOException {
        try (LinkServer server = LinkServer.open(folder)) {
            Transport left = LinkClient.connect(server.path());
            try {
                return new TransportPair(left, server.accept(AT_ONCE));
            } catch (IOException failed) {
                left.close();
                throw failed;
            }
        }
    }
}
