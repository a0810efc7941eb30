package dev.vivarium.engine.link;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Unix domain socket in a private directory, for one connection of one worker. Closing removes both files. */
public final class LinkServer implements Closeable {

    private final SocketHome home;
    private final ServerSocketChannel server;
    private final Selector selector;

    private LinkServer(SocketHome home) throws IOException {
        this.home = home;
        this.selector = Selector.open();
        this.server = home.bind();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Listens on a new socket below {@code java.io.tmpdir}. */
    public static LinkServer open() throws IOException {
        return open(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static LinkServer open(Path parent) throws IOException {
        SocketHome home = SocketHome.create(parent);
        try {
            return new LinkServer(home);
        } catch (IOException | RuntimeException e) {
            home.close();
            throw e;
        }
    }

    /** Where the worker connects. */
    public Path path() {
        return home.socket();
    }

    /**
     * Waits for the one connection, then listens no more and removes socket and directory, also if none came.
     *
     * @throws SocketTimeoutException if none came in time
     * @throws IOException if {@link #close} was called, which any thread may do
     */
    public Transport accept(Duration patience) throws IOException {
        try (this) {
            SocketChannel channel = connection(System.nanoTime() + patience.toNanos());
            if (channel == null) {
                throw new SocketTimeoutException("no worker connected within " + patience);
            }
            return SocketTransport.of(channel);
        } catch (ClosedSelectorException e) {
            throw new IOException("closed while waiting for a worker", e);
        }
    }

    private @Nullable SocketChannel connection(long deadline) throws IOException {
        SocketChannel channel = server.accept();
        long left = deadline - System.nanoTime();
        while (channel == null && left > 0) {
            // Rounded up: zero would mean to wait for ever.
            selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            selector.selectedKeys().clear();
            channel = server.accept();
            left = deadline - System.nanoTime();
        }
        return channel;
    }

    /** Ends a waiting {@link #accept} and removes socket and directory. The accepted connection lives on. */
    @Override
    public void close() throws IOException {
        try (home;
                server;
                selector) {
            selector.wakeup();
        }
    }
}
