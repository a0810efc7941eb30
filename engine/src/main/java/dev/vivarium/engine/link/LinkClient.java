package dev.vivarium.engine.link;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A worker's way to its host. */
public final class LinkClient {

    private LinkClient() {}

    /** Connects to the socket of a {@link LinkServer}. */
    public static Transport connect(Path socket) throws IOException {
        return SocketTransport.of(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
}
