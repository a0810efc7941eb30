package dev.vivarium.game.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.testing.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** Somebody at the other end of a telnet connection. */
public final class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Socket socket;
    private final StringBuilder heard = new StringBuilder();
    private boolean ended;
    private int mark;

    public Client(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::listen);
    }

    private Client(Socket socket) {
        this.socket = socket;
    }

    /** One that never reads. */
    public static Client deaf(int port) throws IOException {
        return new Client(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private void listen() {
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[8192];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                add(new String(piece, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException lost) {
            // Ended, then, in another way.
        }
        synchronized (heard) {
            ended = true;
        }
    }

    private void add(String text) {
        synchronized (heard) {
            heard.append(text.replace("\r\n", "\n"));
        }
    }

    /** Types a line. */
    public Client type(String line) throws IOException {
        return raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes. */
    public Client raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Will send nothing more. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits until {@code text} comes, after what was waited for before; gives what came up to its end. */
    public String await(String text) {
        try {
            Eventually.await().atMost(PATIENCE).until(() -> since().contains(text));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("'" + text + "' did not come; what came is:\n" + since(), late);
        }
        String came = since();
        int end = came.indexOf(text) + text.length();
        mark += end;
        return came.substring(0, end);
    }

    /** What has come since what was waited for. */
    public String since() {
        synchronized (heard) {
            return heard.substring(mark);
        }
    }

    /** Everything that has come. */
    public String all() {
        synchronized (heard) {
            return heard.toString();
        }
    }

    /** Waits until the other side has ended the connection. */
    public void awaitEnd() {
        Eventually.await().atMost(PATIENCE).until(() -> {
            synchronized (heard) {
                return ended;
            }
        });
    }

    /** Types, and waits for the answer. */
    public String ask(String line, String answer) throws IOException {
        type(line);
        String came = await(answer);
        assertThat(came).contains(answer);
        return came;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
