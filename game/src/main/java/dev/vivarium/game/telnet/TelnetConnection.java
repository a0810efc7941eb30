package dev.vivarium.game.telnet;

import dev.vivarium.TimeSource;
import dev.vivarium.game.session.Door;
import dev.vivarium.game.session.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: a thread that reads, one that writes, and the limits that hold for both. */
final class TelnetConnection implements Wire, TelnetDecoder.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(TelnetConnection.class);
    private static final int PIECE = 8 * 1024;

    /** How long last words may take to go out. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Socket socket;
    private final String address;
    private final TelnetSettings settings;
    private final TimeSource time;
    private final OutputQueue output;
    private final Runnable onClosed;
    private final AtomicInteger halves = new AtomicInteger(2);
    private final Object idleLock = new Object();
    private TimeSource.@Nullable Cancellation idle;
    private Door.@Nullable Visitor visitor;

    TelnetConnection(Socket socket, String address, TelnetSettings settings, TimeSource time, Runnable onClosed) {
        this.socket = socket;
        this.address = address;
        this.settings = settings;
        this.time = time;
        this.onClosed = onClosed;
        output = new OutputQueue(settings.mostUnread());
    }

    void start(Door door) {
        visitor = door.arrive(this);
        watchSilence();
        Thread.ofVirtual().name("telnet-writer").start(this::write);
        Thread.ofVirtual().name("telnet-reader").start(this::read);
    }

    private Door.Visitor visitor() {
        return java.util.Objects.requireNonNull(visitor, "started");
    }

    private void read() {
        byte[] piece = new byte[PIECE];
        TelnetDecoder decoder = new TelnetDecoder(settings.longestLine(), this);
        try {
            var input = socket.getInputStream();
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                decoder.feed(piece, count);
            }
        } catch (IOException lost) {
            LOG.debug("the connection from {} was lost", address, lost);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            visitor().left();
            synchronized (idleLock) {
                if (idle != null) {
                    idle.cancel();
                }
            }
            halfDone();
        }
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] piece = output.take(); piece != null; piece = output.take()) {
                out.write(piece);
            }
            socket.shutdownOutput();
        } catch (IOException lost) {
            LOG.debug("the connection from {} takes nothing more", address, lost);
            output.drop(new byte[0]);
            closeNow();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            halfDone();
        }
    }

    /** The second of reader and writer closes: an earlier close could throw away the last words on their way. */
    private void halfDone() {
        if (halves.decrementAndGet() == 0) {
            closeNow();
            onClosed.run();
        }
    }

    // ---- what the decoder says, on the reader's thread

    @Override
    public void line(String text) throws InterruptedException {
        watchSilence();
        if (!visitor().line(text)) {
            end("The game has ended.\n");
        }
    }

    @Override
    public void tooLong() {
        LOG.warn("a line of more than {} bytes from {}", settings.longestLine(), address);
        send("That line was longer than " + settings.longestLine() + " bytes, and nothing of it was used.\n");
    }

    @Override
    public void notText() {
        LOG.warn("a line that is not UTF-8 from {}", address);
        send("That line was not UTF-8, and nothing of it was used: set your client to UTF-8.\n");
    }

    @Override
    public void reply(byte[] bytes) {
        add(bytes);
    }

    // ---- what the game says, on any thread

    @Override
    public void send(String text) {
        add(encoded(text));
    }

    private void add(byte[] bytes) {
        if (!output.add(bytes)) {
            boolean first = output.drop(encoded("\nYou read more slowly than the game speaks: " + settings.mostUnread()
                    + " bytes were waiting for you. Goodbye.\n"));
            if (first) {
                LOG.warn("the connection from {} reads too slowly and is dropped", address);
                closeSoon();
            }
        }
    }

    @Override
    public void end(String farewell) {
        if (output.close(encoded(farewell))) {
            closeSoon();
        }
    }

    private static byte[] encoded(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The writer closes when all has gone out; whoever takes nothing is not waited for. */
    private void closeSoon() {
        time.schedule(FAREWELL, this::closeNow);
    }

    void closeNow() {
        try {
            socket.close();
        } catch (IOException closed) {
            LOG.debug("closing the connection from {}", address, closed);
        }
    }

    @Override
    public String address() {
        return address;
    }

    private void watchSilence() {
        synchronized (idleLock) {
            if (idle != null) {
                idle.cancel();
            }
            idle = time.schedule(
                    settings.idle(),
                    () -> end("\nNothing was heard of you for " + words(settings.idle()) + ". Goodbye.\n"));
        }
    }

    private static String words(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
