package dev.vivarium.engine.link;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

class SocketLinkTest extends LinkContract {

    SocketLinkTest() throws IOException {}

    @Override
    Ends connect() throws IOException {
        try (SocketHome home = SocketHome.create(Path.of(System.getProperty("java.io.tmpdir")));
                ServerSocketChannel server = home.bind()) {
            SocketChannel worker = SocketChannel.open(UnixDomainSocketAddress.of(home.socket()));
            return new Ends(SocketDuplex.of(server.accept()), SocketDuplex.of(worker));
        }
    }
}
