package dev.vivarium.engine.link;

import static dev.vivarium.engine.link.Recorder.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every link does, whatever carries its bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LinkContract {

    private static final String NAME = "contract";

    private static final long ROOMY = 1 << 20;

    private final Recorder<FromWorker> atHost = new Recorder<>();
    private final Recorder<FromHost> atWorker = new Recorder<>();

    private final Duplex hostEnd;
    private final Duplex workerEnd;
    private Link<FromHost, FromWorker> host;
    private Link<FromWorker, FromHost> worker;

    /** The two ends of a connection, as bytes. */
    record Ends(Duplex host, Duplex worker) {}

    abstract Ends connect() throws IOException;

    LinkContract() throws IOException {
        Ends ends = connect();
        hostEnd = ends.host();
        workerEnd = ends.worker();
        host = host(1024, ROOMY);
        worker = worker(1024, ROOMY);
    }

    private Link<FromHost, FromWorker> host(int frames, long bytes) {
        Transport transport = new StreamTransport(hostEnd, Wire.LARGEST_FRAME);
        return new Link<>(
                Codec.forHost(_ -> Samples.WIDE),
                transport,
                NAME + "-host",
                WhenFull.FAIL,
                new SendQueue(transport, frames, bytes));
    }

    private Link<FromWorker, FromHost> worker(int frames, long bytes) {
        Transport transport = new StreamTransport(workerEnd, Wire.LARGEST_FRAME);
        return new Link<>(
                Codec.forWorker(), transport, NAME + "-worker", WhenFull.WAIT, new SendQueue(transport, frames, bytes));
    }

    @BeforeEach
    void noThreadsBefore() {
        assertThat(threads()).isEmpty();
    }

    @AfterEach
    void reasonsCameOnceAndNoThreadIsLeft() throws IOException {
        host.close("end of test");
        worker.close("end of test");
        hostEnd.close();
        workerEnd.close();
        soon().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(atHost.reasons()).hasSizeLessThanOrEqualTo(1);
        assertThat(atWorker.reasons()).hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(NAME))
                .toList();
    }

    private void startBoth() {
        host.start(atHost);
        worker.start(atWorker);
    }

    private void sendRaw(String hex) throws IOException {
        sendRaw(HexFormat.of().parseHex(hex));
    }

    private void sendRaw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            workerEnd.write(buffer);
        }
    }

    private static byte[] frame(byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    // What a hostile or dying worker does.

    @ParameterizedTest
    @CsvSource(textBlock = """
                    00000000,           a frame of 0 bytes
                    ffffffff,           a frame of 4294967295 bytes
                    80000000,           a frame of 2147483648 bytes
                    02800001,           a frame of 41943041 bytes
                    00000001ff,         which the protocol doesn't use
                    000000028112,       task is missing
                    000000028101,       one that this side sends
                    000000050102030405, bytes follow the message
                    """)
    void badFramesEndTheLink(String hex, String reason) throws IOException {
        host.start(atHost);
        sendRaw(hex);
        assertThat(atHost.awaitReason()).contains(reason);
        assertThat(atHost.messages()).isEmpty();
        assertThat(host.isOpen()).isFalse();
        assertThat(host.send(new Message.Shutdown())).isFalse();
        soon().untilAsserted(() -> assertThat(hostEnd.isOpen()).isFalse());
    }

    @Test
    void messagesBeforeGarbageAreHeard() throws IOException {
        host.start(atHost);
        sendRaw(frame(Codec.forWorker().encode(new Message.Started(1))));
        sendRaw("00000000");
        assertThat(atHost.awaitReason()).contains("a frame of 0 bytes");
        assertThat(atHost.messages()).containsExactly(new Message.Started(1));
    }

    @ParameterizedTest
    @CsvSource({"00", "000000", "0000000a", "0000000a8112"})
    void peerVanishesInMidFrame(String hex) throws IOException {
        host.start(atHost);
        sendRaw(hex);
        workerEnd.close();
        assertThat(atHost.awaitReason()).isEqualTo("the peer closed the connection in the middle of a frame");
    }

    @Test
    void aLyingLengthCostsLittle() throws IOException {
        sendRaw("02800000" + "00".repeat(1000));
        workerEnd.close();
        FrameReader reader = new FrameReader(hostEnd, Wire.LARGEST_FRAME);
        long cost = Allocation.by(() -> assertThatThrownBy(reader::read).isInstanceOf(ProtocolException.class));
        assertThat(cost).isLessThan(1 << 20);
    }

    @Test
    void aDyingWorkersLastWordsAreHeardThoughItTakesNothing() throws IOException {
        int count = 1_000;
        // In one write: a socket's buffer takes few small ones.
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            words.writeBytes(frame(Codec.forWorker().encode(new Message.Pong(i, 0))));
        }
        sendRaw(words.toByteArray());
        workerEnd.close();
        host.send(new Message.Ping(1));
        CountDownLatch writerFailed = new CountDownLatch(1);
        host.start(new Receiver<>() {
            @Override
            public void message(FromWorker message) {
                if (atHost.messages().isEmpty()) {
                    soon().until(() -> !host.isOpen());
                    writerFailed.countDown();
                }
                atHost.message(message);
            }

            @Override
            public void closed(String reason) {
                atHost.closed(reason);
            }
        });
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(writerFailed.getCount()).isZero();
        assertThat(atHost.messages()).hasSize(count);
    }

    @Test
    void aWorkerThatDoesNotReadLosesItsHost() {
        host = host(64, ROOMY);
        host.start(atHost);
        int sent = 0;
        while (host.send(new Message.Cancel(sent))) {
            sent++;
        }
        assertThat(sent).isGreaterThanOrEqualTo(64);
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_DOES_NOT_READ);
    }

    @Test
    void garbageEndsAWriterThatIsStuck() throws IOException {
        host.start(atHost);
        Message.Run large = new Message.Run(1, "main.py", "x".repeat(100_000), Map.of(), List.of(), Samples.WIDE_RULES);
        IntStream.range(0, 10).forEach(_ -> assertThat(host.send(large)).isTrue());
        sendRaw("00000000");
        assertThat(atHost.awaitReason()).contains("a frame of 0 bytes");
        soon().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void theQueueIsBoundedInBytesToo() {
        host = host(Integer.MAX_VALUE, ROOMY);
        host.start(atHost);
        String source = "x".repeat(100_000);
        int sent = 0;
        while (host.send(new Message.Run(sent, "main.py", source, Map.of(), List.of(), Samples.WIDE_RULES))) {
            sent++;
        }
        // What fits the queue, the writer's hands and the transport's buffers, which are not the same for all.
        assertThat(sent).isBetween(10, 60);
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_DOES_NOT_READ);
    }

    @Test
    void aReceiverThatFailsEndsTheLink() {
        AtomicInteger heard = new AtomicInteger();
        host.start(new Receiver<>() {
            @Override
            public void message(FromWorker message) {
                heard.incrementAndGet();
                throw new IllegalStateException("boom");
            }

            @Override
            public void closed(String reason) {
                atHost.closed(reason);
            }
        });
        worker.start(atWorker);
        worker.send(new Message.Started(1));
        worker.send(new Message.Started(2));
        assertThat(atHost.awaitReason()).isEqualTo("the receiver failed: java.lang.IllegalStateException: boom");
        assertThat(atWorker.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(heard).hasValue(1);
    }

    @Test
    void whatCannotBeSentLeavesTheLinkOpen() {
        startBoth();
        assertThatThrownBy(() -> worker.send(new Message.Output(1, "\udc00"))).isInstanceOf(UnsendableException.class);
        assertThatThrownBy(() -> worker.send(Samples.returned(new byte[Wire.LARGEST_FRAME])))
                .isInstanceOf(UnsendableException.class);
        assertThat(worker.send(new Message.Output(1, "fine"))).isTrue();
        atHost.awaitMessages(1);
        assertThat(worker.isOpen()).isTrue();
    }

    // Closing.

    @Test
    void closingTheHostsSide() {
        startBoth();
        host.close("enough");
        host.close("again");
        assertThat(atHost.awaitReason()).isEqualTo("enough");
        assertThat(atWorker.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(host.isOpen()).isFalse();
        assertThat(host.send(new Message.Shutdown())).isFalse();
    }

    @Test
    void closingTheWorkersSide() {
        startBoth();
        worker.close("enough");
        assertThat(atWorker.awaitReason()).isEqualTo("enough");
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(worker.send(new Message.Started(1))).isFalse();
    }

    @Test
    void closingFromTheReceiver() {
        host.start(new Receiver<>() {
            @Override
            public void message(FromWorker message) {
                host.close("heard enough");
            }

            @Override
            public void closed(String reason) {
                host.close("again");
                atHost.closed(reason);
            }
        });
        worker.start(atWorker);
        worker.send(new Message.Started(1));
        assertThat(atHost.awaitReason()).isEqualTo("heard enough");
        assertThat(atWorker.awaitReason()).isEqualTo(Link.PEER_CLOSED);
    }

    @Test
    void startingAfterCloseOnlyTellsTheReason() {
        host.close("before");
        host.start(atHost);
        assertThat(atHost.awaitReason()).isEqualTo("before");
        assertThatThrownBy(() -> host.start(atHost)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeWakesAllWhoWaitToSend() throws InterruptedException {
        worker = worker(4, ROOMY);
        worker.start(atWorker);
        List<Thread> senders = inThreads(4, _ -> {
            while (worker.send(new Message.Output(1, "x".repeat(1000)))) {
                Thread.onSpinWait();
            }
        });
        soon().until(() -> senders.stream().allMatch(sender -> sender.getState() == Thread.State.WAITING));
        worker.close("enough");
        join(senders);
        assertThat(atWorker.awaitReason()).isEqualTo("enough");
    }

    @Test
    void closeInTheMiddleOfSends() throws InterruptedException {
        startBoth();
        List<Thread> senders = inThreads(4, task -> {
            while (worker.send(new Message.Started(task))) {
                Thread.onSpinWait();
            }
        });
        soon().until(() -> atHost.messages().size() > 1_000);
        host.close("enough");
        join(senders);
        assertThat(atHost.awaitReason()).isEqualTo("enough");
        assertThat(atWorker.awaitReason()).isEqualTo(Link.PEER_CLOSED);
    }

    @Test
    void anInterruptedSenderHarmsNobody() {
        startBoth();
        Thread.currentThread().interrupt();
        boolean sent = worker.send(new Message.Started(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).isTrue();
        atHost.awaitMessages(1);
        assertThat(worker.isOpen()).isTrue();
    }

    @Test
    void aSenderThatIsInterruptedAgainAndAgainHarmsNobody() {
        startBoth();
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            Thread.currentThread().interrupt();
            worker.send(new Message.Output(i, "x".repeat(i)));
        }
        assertThat(Thread.interrupted()).isTrue();
        atHost.awaitMessages(count);
        assertThat(outputs(count - 1)).containsExactly("x".repeat(count - 1));
        assertThat(worker.isOpen()).isTrue();
    }

    // What should always be so.

    @Test
    void everyMessageCrosses() {
        startBoth();
        Samples.fromHost().forEach(host::send);
        Samples.fromWorker().forEach(worker::send);
        atWorker.awaitMessages(Samples.fromHost().size());
        atHost.awaitMessages(Samples.fromWorker().size());
        assertThat(atWorker.messages()).map(Dump::of).isEqualTo(dumps(Samples.fromHost()));
        assertThat(atHost.messages()).map(Dump::of).isEqualTo(dumps(Samples.fromWorker()));
    }

    @Test
    void randomValuesCross() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(getClass().getSimpleName() + " -Dseed=" + seed);
        RandomValues random = new RandomValues(seed);
        startBoth();
        List<Message> sent = new ArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            Message.Finished message = Samples.returned(random.any(4));
            sent.add(message);
            worker.send(message);
        }
        atHost.awaitMessages(sent.size());
        assertThat(atHost.messages()).as("seed %d", seed).map(Dump::of).isEqualTo(dumps(sent));
    }

    private static List<String> dumps(List<? extends Message> messages) {
        return messages.stream().map(Dump::of).toList();
    }

    @Test
    void eachSendersOrderIsKept() throws InterruptedException {
        startBoth();
        int each = 2_500;
        join(inThreads(
                4, task -> IntStream.range(0, each).forEach(i -> worker.send(new Message.Output(task, "" + i)))));
        atHost.awaitMessages(4 * each);
        List<String> expected =
                IntStream.range(0, each).mapToObj(String::valueOf).toList();
        for (long task = 0; task < 4; task++) {
            assertThat(outputs(task)).isEqualTo(expected);
        }
    }

    private List<String> outputs(long wanted) {
        List<String> texts = new ArrayList<>();
        for (FromWorker message : atHost.messages()) {
            if (message instanceof Message.Output(long task, String text) && task == wanted) {
                texts.add(text);
            }
        }
        return texts;
    }

    @Test
    void aWorkerWaitsForASlowHost() throws InterruptedException {
        worker = worker(16, ROOMY);
        worker.start(atWorker);
        int count = 2_000;
        List<Thread> sender = inThreads(
                1, _ -> IntStream.range(0, count).forEach(i -> worker.send(new Message.Output(i, "x".repeat(1000)))));
        soon().until(() -> sender.getFirst().getState() == Thread.State.WAITING);
        host.start(atHost);
        join(sender);
        atHost.awaitMessages(count);
        assertThat(worker.isOpen()).isTrue();
    }

    @Test
    void theLargestFrameCrossesAQueueThatIsSmaller() throws InterruptedException {
        worker = worker(16, ROOMY);
        startBoth();
        Message.Output message = new Message.Output(1, "x".repeat(Wire.LARGEST_FRAME - 8));
        worker.send(message);
        worker.send(message);
        assertThat(worker.flush(Recorder.DEADLINE)).isTrue();
        atHost.awaitMessages(2);
        assertThat(atHost.messages()).containsExactly(message, message);
    }

    @Test
    void nothingIsLostByClosingAfterFlush() throws InterruptedException {
        startBoth();
        IntStream.range(0, 5_000).forEach(i -> worker.send(new Message.Pong(i, 0)));
        assertThat(worker.flush(Recorder.DEADLINE)).isTrue();
        worker.close("done");
        assertThat(atHost.awaitReason()).isEqualTo(Link.PEER_CLOSED);
        assertThat(atHost.messages()).hasSize(5_000);
        assertThat(worker.flush(Recorder.DEADLINE)).isFalse();
    }

    @Test
    void flushGivesUpOnAHostThatDoesNotRead() throws InterruptedException {
        worker.start(atWorker);
        worker.send(Samples.returned("x".repeat(2_000_000)));
        assertThat(worker.flush(Duration.ofMillis(20))).isFalse();
        assertThat(worker.isOpen()).isTrue();
    }

    private interface Job {
        void run(int number);
    }

    private static List<Thread> inThreads(int count, Job job) {
        return IntStream.range(0, count)
                .mapToObj(number -> Thread.ofPlatform().daemon().start(() -> job.run(number)))
                .toList();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(Recorder.DEADLINE))
                    .as("%s has ended", thread)
                    .isTrue();
        }
    }
}
