package dev.vivarium.policy.kernel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The other end of a worker's link: sends back what it gets, for one client. */
final class EchoServer implements AutoCloseable {
    private final ServerSocketChannel server;

    EchoServer(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().name("echo").start(this::serve);
    }

    private void serve() {
        try (SocketChannel client = server.accept()) {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            while (client.read(buffer) >= 0) {
                buffer.flip();
                client.write(buffer);
                buffer.clear();
            }
        } catch (IOException e) {
            // The client is gone or the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
