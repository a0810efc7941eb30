package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connected socket that waits only where it is asked to. A socket that blocks by itself can't tell whether it would,
 * and the interrupt of a thread closes it.
 */
final class SocketDuplex implements Duplex {

    private final SocketChannel socket;
    private final Selector readable;
    private final Selector writable;

    private SocketDuplex(SocketChannel socket, Selector readable, Selector writable) {
        this.socket = socket;
        this.readable = readable;
        this.writable = writable;
    }

    /** Takes over {@code socket}, and closes it if that fails. */
    static SocketDuplex of(SocketChannel socket) throws IOException {
        try {
            socket.configureBlocking(false);
            Selector readable = selector(socket, SelectionKey.OP_READ);
            return new SocketDuplex(socket, readable, selector(socket, SelectionKey.OP_WRITE));
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Selector selector(SocketChannel socket, int operation) throws IOException {
        Selector selector = Selector.open();
        socket.register(selector, operation);
        return selector;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = socket.read(target);
        while (count == 0 && target.hasRemaining()) {
            await(readable);
            count = socket.read(target);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = socket.write(source);
        while (count == 0 && source.hasRemaining()) {
            await(writable);
            count = socket.write(source);
        }
        return count;
    }

    @Override
    public int offer(ByteBuffer source) throws IOException {
        return socket.write(source);
    }

    private static void await(Selector ready) throws IOException {
        try {
            ready.select(_ -> {});
        } catch (ClosedSelectorException closed) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** The selectors go last: with them who waits wakes up, and the system hears of the end. */
    @Override
    public void close() throws IOException {
        try (readable;
                writable) {
            socket.close();
        }
    }
}
