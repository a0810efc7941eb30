package dev.vivarium.console.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of the loopback interface that counts who connects, and hangs up. */
final class ConnectionLog implements AutoCloseable {

    private final ServerSocket server;
    private final AtomicInteger count = new AtomicInteger();

    private ConnectionLog(ServerSocket server) {
        this.server = server;
    }

    static ConnectionLog open() throws IOException {
        ConnectionLog log = new ConnectionLog(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("attack-canary-port").start(log::listen);
        return log;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
                count.incrementAndGet();
            } catch (IOException closedOrGone) {
                // Nobody is there any more, on one side or the other.
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int count() {
        return count.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
