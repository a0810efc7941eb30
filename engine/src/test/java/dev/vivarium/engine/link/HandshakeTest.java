package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandshakeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String TOKEN = "t0ken-\u00e9";

    private final MemoryChannel.Pair ends = MemoryChannel.pair();
    private final Transport hostEnd = new StreamTransport(ends.left(), Wire.LARGEST_FRAME);
    private final Transport workerEnd = new StreamTransport(ends.right(), Wire.LARGEST_FRAME);
    private final Link<FromHost, FromWorker> host = Link.ofHost(hostEnd, "handshake-host", _ -> Samples.WIDE);
    private final Link<FromWorker, FromHost> worker = Link.ofWorker(workerEnd, "handshake-worker");
    private final Recorder<FromWorker> atHost = new Recorder<>();
    private final Recorder<FromHost> atWorker = new Recorder<>();

    @AfterEach
    void close() {
        host.close("end of test");
        worker.close("end of test");
    }

    private void say(FromWorker... messages) throws IOException {
        workerEnd.write(
                List.of(messages).stream().map(Codec.forWorker()::encode).toList());
    }

    private void assertRefused(Duration patience, String reason) {
        assertThatThrownBy(() -> Handshake.host(host, TOKEN, patience, atHost))
                .isInstanceOf(HandshakeException.class)
                .hasMessage(reason);
        assertNotHeard();
    }

    private void assertNotHeard() {
        assertThat(host.isOpen()).isFalse();
        assertThat(atHost.messages()).isEmpty();
        assertThat(atHost.reasons()).isEmpty();
    }

    @Test
    void wrongVersion() throws IOException {
        int other = Message.VERSION + 1;
        say(new Message.Hello(other, TOKEN), new Message.Started(1));
        assertRefused(LONG, "the worker speaks version " + other + ", the host version " + Message.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t0ken", "t0ken-\u00e8", "t0ken-\u00e9 "})
    void wrongToken(String token) throws IOException {
        say(new Message.Hello(Message.VERSION, token), new Message.Started(1));
        assertRefused(LONG, "the Hello has the wrong token");
    }

    @Test
    void anotherFirstMessage() throws IOException {
        say(new Message.Started(1), new Message.Hello(Message.VERSION, TOKEN));
        assertRefused(LONG, "the worker's first message is no Hello");
    }

    @Test
    void silence() {
        assertRefused(SHORT, "no Hello within PT0.02S");
    }

    @Test
    void garbage() throws IOException {
        ends.right().write(ByteBuffer.wrap(new byte[] {'G', 'E', 'T', ' ', '/'}));
        assertRefused(LONG, "a frame of 1195725856 bytes, not of 1 to 41943040 bytes");
    }

    @Test
    void disconnect() {
        workerEnd.close();
        assertRefused(LONG, Link.PEER_CLOSED);
    }

    @Test
    void disconnectInTheMiddleOfTheHello() throws IOException {
        ends.right().write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, (byte) 0x83, 16}));
        workerEnd.close();
        assertRefused(LONG, "the peer closed the connection in the middle of a frame");
    }

    @Test
    void interrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Handshake.host(host, TOKEN, LONG, atHost)).isInstanceOf(InterruptedException.class);
        assertNotHeard();
    }

    @Test
    void aSecondHello() throws Exception {
        say(new Message.Hello(Message.VERSION, TOKEN), new Message.Hello(Message.VERSION, TOKEN));
        Handshake.host(host, TOKEN, LONG, atHost);
        assertThat(atHost.awaitReason()).isEqualTo("the peer greets twice");
        assertThat(atHost.messages()).isEmpty();
    }

    @Test
    void aHostThatIsSilent() {
        assertThatThrownBy(() -> Handshake.worker(worker, TOKEN, SHORT, atWorker))
                .isInstanceOf(HandshakeException.class)
                .hasMessage("no Welcome within PT0.02S");
        assertThat(worker.isOpen()).isFalse();
        assertThat(atWorker.reasons()).isEmpty();
    }

    @Test
    void aHostThatGoes() {
        hostEnd.close();
        assertThatThrownBy(() -> Handshake.worker(worker, TOKEN, LONG, atWorker))
                .isInstanceOf(HandshakeException.class)
                .hasMessage(Link.PEER_CLOSED);
    }

    @Test
    void aHostThatDoesNotWelcome() throws IOException {
        hostEnd.write(List.of(Codec.forHost(_ -> Samples.WIDE).encode(new Message.Ping(1))));
        assertThatThrownBy(() -> Handshake.worker(worker, TOKEN, LONG, atWorker))
                .isInstanceOf(HandshakeException.class)
                .hasMessage("the host's first message is no Welcome");
    }

    @Test
    void bothSidesMeetAndTalk() throws Exception {
        CompletableFuture<Void> greeted =
                CompletableFuture.runAsync(() -> assertThatCode(() -> Handshake.worker(worker, TOKEN, LONG, atWorker))
                        .doesNotThrowAnyException());
        Handshake.host(host, TOKEN, LONG, atHost);
        greeted.get(LONG.toSeconds(), TimeUnit.SECONDS);
        worker.send(new Message.Ready(List.of()));
        host.send(new Message.Ping(1));
        atHost.awaitMessages(1);
        atWorker.awaitMessages(1);
        worker.close("done");
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(atWorker.awaitReason()).isEqualTo("done");
    }
}
