package dev.vivarium.tests.walls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the probes go for: files, listeners and a process of the test's own. Tells by effect whether one got there. */
final class Ground {

    private static final String SECRET = "the host's secret";
    private static final String MARK =
            "vivarium-probe-" + ProcessHandle.current().pid();

    private final List<Path> folders;
    private final Path secret;
    private final ServerSocketChannel listener;
    private final DatagramChannel datagrams;
    private Process bystander;

    /**
     * @param canary an empty folder of the test's, for which {@code folders} has an entry, too
     * @param folders where probes try to leave something
     */
    Ground(Path canary, List<Path> folders) throws IOException {
        this.folders = folders;
        secret = canary.resolve("secret");
        Files.writeString(secret, SECRET);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listener = ServerSocketChannel.open().bind(anyPort);
        listener.configureBlocking(false);
        datagrams = DatagramChannel.open().bind(anyPort);
        datagrams.configureBlocking(false);
        bystander = startBystander();
    }

    private static Process startBystander() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }

    /** What the probes find as globals. */
    Map<String, Object> variables() throws IOException {
        return Map.of(
                "secret",
                secret.toString(),
                "places",
                folders.stream().map(folder -> folder.resolve(MARK).toString()).toList(),
                "port",
                port(listener.getLocalAddress()),
                "udp",
                port(datagrams.getLocalAddress()),
                "victim",
                bystander.pid(),
                "parent",
                ProcessHandle.current().pid());
    }

    private static long port(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    /** Puts everything back as it was, so that the next probe's traces are its own. */
    void tidy() throws IOException, InterruptedException {
        for (Path folder : folders) {
            Files.deleteIfExists(folder.resolve(MARK));
        }
        Files.deleteIfExists(secret);
        Files.writeString(secret, SECRET);
        isConnected();
        hasDatagram();
        if (isBystanderGone()) {
            bystander = startBystander();
        }
    }

    boolean isMarked() {
        return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS));
    }

    boolean isSecretTouched() {
        try {
            return !Files.exists(secret)
                    || !Files.readString(secret).equals(SECRET)
                    || Files.isExecutable(secret)
                    || Files.getLastModifiedTime(secret).toMillis() < 10_000;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean isConnected() {
        try (var connection = listener.accept()) {
            return connection != null;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    boolean hasDatagram() {
        try {
            return datagrams.receive(ByteBuffer.allocate(100)) != null;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits a moment: a signal takes one. */
    boolean isBystanderGone() {
        try {
            return bystander.waitFor(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !bystander.isAlive();
        }
    }

    /** Puts all back and ends what the ground started. */
    void close() throws IOException, InterruptedException {
        tidy();
        bystander.destroyForcibly();
        listener.close();
        datagrams.close();
    }
}
