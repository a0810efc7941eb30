package dev.vivarium.remote.client;

import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one task server: its stream, requests, and why it is lost, which it is once and for ever. Safe for
 * use by any thread.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /** The server speaks every five seconds; silence for so many of these ticks of five seconds is a loss. */
    private static final int SILENT_TICKS = 4;

    private static final long TICK_SECONDS = 5;

    private final URI server;
    private final Wire wire;
    private final ServerEvents events;
    private final String client;
    private final AtomicInteger silent;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vivarium-remote").factory());
    private final SentWishes wishes;

    /** Why there is no connection any more; null while there is one. */
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    private volatile Runnable atLoss = () -> {};

    private Connection(URI server, Wire wire, ServerEvents events, String client, AtomicInteger silent) {
        this.server = server;
        this.wire = wire;
        this.events = events;
        this.client = client;
        this.silent = silent;
        wishes = new SentWishes(wire, timer);
    }

    /** Connects, and waits for the greeting; see {@link RemoteVivarium#connect}. */
    static Connection open(URI server, String token, Optional<SSLContext> tls) {
        Wire wire = new Wire(server, token, ANSWER_WITHIN, tls);
        try {
            AtomicInteger silent = new AtomicInteger();
            ServerEvents events = new ServerEvents(wire.stream(), () -> silent.set(0));
            ServerEvents.Message hello = events.next();
            if (hello == null || !hello.name().equals("hello")) {
                throw new RemoteException(0, server + " is no task server: it did not greet");
            }
            String client =
                    JsonFields.of("the greeting", Json.read(hello.data())).text("client");
            return new Connection(server, wire, events, client, silent);
        } catch (IOException | BadJsonException odd) {
            wire.close();
            throw new RemoteException(server + " is no task server: its greeting can't be read", odd);
        } catch (InterruptedException interrupted) {
            wire.close();
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while connecting to " + server, interrupted);
        } catch (RemoteException refused) {
            wire.close();
            throw refused;
        }
    }

    /** The name that the server has for this side. */
    String client() {
        return client;
    }

    /** What handles ask of the server. */
    RemoteTask.Wishes wishes() {
        return wishes;
    }

    /**
     * Begins to read. To be called once.
     *
     * @param messages gets each message, its kind first; one thread calls it
     * @param whenLost called once, by any thread
     */
    void start(BiConsumer<String, JsonFields> messages, Runnable whenLost) {
        atLoss = whenLost;
        Thread.ofVirtual().name("vivarium-remote-stream").start(() -> read(messages));
        var _ = timer.scheduleAtFixedRate(this::watch, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    private void read(BiConsumer<String, JsonFields> messages) {
        String why = "the server has ended it";
        try (events) {
            for (ServerEvents.Message next = events.next(); next != null; next = events.next()) {
                JsonFields data = JsonFields.of("a message", Json.read(next.data()));
                if (next.name().equals("closing")) {
                    why = data.text("reason");
                    break;
                }
                messages.accept(next.name(), data);
            }
        } catch (IOException broken) {
            why = Wire.reason(broken);
        } catch (RuntimeException odd) {
            LOG.error("a message of the server can't be taken", odd);
            why = "a message of the server can't be taken";
        }
        lose(why);
    }

    /** Five seconds are over. */
    void watch() {
        if (silent.incrementAndGet() > SILENT_TICKS) {
            lose("the server has been silent for " + SILENT_TICKS * TICK_SECONDS + " s");
        }
    }

    /** Sends a request and gives the tree of its answer. Blocks. */
    @Nullable
    Object send(String method, String path, Map<String, @Nullable Object> body) throws InterruptedException {
        return wire.send(method, path, body);
    }

    /** Why it is lost; null if it is not. */
    @Nullable
    String lost() {
        return lost.get();
    }

    /** Ends it; only the first time does anything. */
    void lose(String why) {
        if (!lost.compareAndSet(null, "the connection to " + server + " is lost: " + why)) {
            return;
        }
        timer.shutdownNow();
        wire.close();
        atLoss.run();
    }
}
