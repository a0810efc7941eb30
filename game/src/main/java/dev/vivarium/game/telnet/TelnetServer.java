package dev.vivarium.game.telnet;

import dev.vivarium.TimeSource;
import dev.vivarium.game.session.Door;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections, as many as the settings allow. Safe for use by any thread. */
public final class TelnetServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TelnetServer.class);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final TelnetSettings settings;
    private final TimeSource time;
    private final Door door;
    private final ServerSocket server;
    private final Set<TelnetConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int all;

    private TelnetServer(TelnetSettings settings, TimeSource time, Door door, ServerSocket server) {
        this.settings = settings;
        this.time = time;
        this.door = door;
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the port can't be had; the message names it
     */
    public static TelnetServer open(TelnetSettings settings, TimeSource time, Door door) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (IOException taken) {
            socket.close();
            throw new IOException(
                    "can't listen on " + settings.host() + ":" + settings.port() + ": " + taken.getMessage(), taken);
        }
        TelnetServer telnet = new TelnetServer(settings, time, door, socket);
        Thread.ofVirtual().name("telnet-accept").start(telnet::accept);
        return telnet;
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                arrived(server.accept());
            } catch (IOException | RejectedExecutionException problem) {
                if (!server.isClosed()) {
                    LOG.warn("a connection could not be taken", problem);
                }
            }
        }
    }

    private void arrived(Socket socket) throws IOException {
        String address = address(socket.getInetAddress());
        String refusal = enter(address);
        if (refusal != null) {
            LOG.warn("a connection from {} was refused: {}", address, refusal);
            try (socket) {
                // A few bytes into a new socket's empty buffer: this never waits.
                socket.getOutputStream().write((refusal + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            return;
        }
        socket.setTcpNoDelay(true);
        TelnetConnection[] made = new TelnetConnection[1];
        TelnetConnection connection = new TelnetConnection(socket, address, settings, time, () -> {
            open.remove(made[0]);
            leave(address);
        });
        made[0] = connection;
        open.add(connection);
        try {
            connection.start(door);
        } catch (RejectedExecutionException closing) {
            open.remove(connection);
            leave(address);
            socket.close();
        }
    }

    /** Of an IPv6 address only the network counts: its host part is the client's to choose. */
    static String address(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                        + "::/64"
                : address.getHostAddress();
    }

    private synchronized @org.jspecify.annotations.Nullable String enter(String address) {
        if (all >= settings.mostConnections()) {
            return "The game is full: it takes " + settings.mostConnections() + " connections. Try again later.";
        }
        int here = perAddress.getOrDefault(address, 0);
        if (here >= settings.mostPerAddress()) {
            return "There are " + here + " connections from your address already, which is the limit.";
        }
        perAddress.put(address, here + 1);
        all++;
        return null;
    }

    private synchronized void leave(String address) {
        perAddress.merge(address, -1, Integer::sum);
        perAddress.remove(address, 0);
        all--;
    }

    /** Takes no more connections; those that are open go on. */
    public void stopListening() {
        try {
            server.close();
        } catch (IOException closed) {
            LOG.debug("closing the telnet port", closed);
        }
    }

    /** Ends all connections at once. */
    @Override
    public void close() {
        stopListening();
        open.forEach(TelnetConnection::closeNow);
    }
}
