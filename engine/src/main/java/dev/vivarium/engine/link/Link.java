package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One side of a conversation: sends from any thread, hears on one. Two daemon threads, {@code <name>-reader} and
 * {@code <name>-writer}, live from {@link #start} until the link closes. Only they wait for the transport.
 *
 * @param <O> what this side says
 * @param <I> what it hears
 */
public final class Link<O extends Message, I extends Message> implements AutoCloseable {

    /** Why a link ended when nothing went wrong. */
    public static final String PEER_CLOSED = "the peer closed the connection";

    /** Why a link ended whose queue was full, with {@link WhenFull#FAIL}. */
    public static final String PEER_DOES_NOT_READ = "the peer does not read";

    private static final int QUEUE_FRAMES = 1_024;
    private static final long QUEUE_BYTES = 2L * Wire.LARGEST_FRAME;

    /** How long the reader may go on when the peer takes nothing any more: what it said last is worth hearing. */
    private static final long LAST_WORDS_SECONDS = 5;

    private final Codec<O, I> codec;
    private final Transport transport;
    private final String name;
    private final WhenFull whenFull;
    private final SendQueue queue;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private final CountDownLatch readerDone = new CountDownLatch(1);

    Link(Codec<O, I> codec, Transport transport, String name, WhenFull whenFull, SendQueue queue) {
        this.codec = codec;
        this.transport = transport;
        this.name = name;
        this.whenFull = whenFull;
        this.queue = queue;
    }

    /**
     * The host's side, which never waits for the worker.
     *
     * @param name what its threads' names begin with
     * @param bounds what the results of a task may take: see {@link Codec#forHost}
     */
    public static Link<FromHost, FromWorker> ofHost(Transport transport, String name, LongFunction<Bounds> bounds) {
        return new Link<>(
                Codec.forHost(bounds),
                transport,
                name,
                WhenFull.FAIL,
                new SendQueue(transport, QUEUE_FRAMES, QUEUE_BYTES));
    }

    /**
     * A worker's side, which waits when the host reads slowly.
     *
     * @param name what its threads' names begin with
     */
    public static Link<FromWorker, FromHost> ofWorker(Transport transport, String name) {
        return new Link<>(
                Codec.forWorker(), transport, name, WhenFull.WAIT, new SendQueue(transport, QUEUE_FRAMES, QUEUE_BYTES));
    }

    /** Begins to hear and to send. To be called once; after {@link #close} it only says so to {@code receiver}. */
    public void start(Receiver<I> receiver) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("link " + name + " was started before");
        }
        Thread.ofPlatform().daemon().name(name + "-writer").start(this::write);
        Thread.ofPlatform().daemon().name(name + "-reader").start(() -> read(receiver));
    }

    /**
     * Sends a message: at once if nothing waits to be sent and the peer has room for it, and else by the writer thread.
     *
     * @return whether it was sent or queued; false after the link closed, which is no error here: the receiver hears of it
     * @throws UnsendableException if something in the message can't be written or it is too long; the link stays open
     */
    public boolean send(O message) {
        byte[] frame = codec.encode(message);
        return switch (whenFull) {
            case WAIT -> queue.put(frame);
            case FAIL -> sendOrFail(frame);
        };
    }

    private boolean sendOrFail(byte[] frame) {
        SendQueue.Offer offer = queue.offer(frame);
        if (offer == SendQueue.Offer.FULL) {
            close(PEER_DOES_NOT_READ);
        }
        return offer == SendQueue.Offer.TAKEN;
    }

    /**
     * Waits until everything sent so far is in the transport: for the last words of a process.
     *
     * @return false if the link closed or the time was over before
     */
    public boolean flush(Duration patience) throws InterruptedException {
        return queue.awaitWritten(patience.toNanos());
    }

    /** Whether messages can still be sent, as far as this side knows. */
    public boolean isOpen() {
        return end.get() == null;
    }

    /**
     * Ends the link at once; what is queued is dropped. Never blocks, and may be called by the receiver, which may still
     * hear the message that was being read. Only the first reason counts.
     */
    public void close(String reason) {
        finish(reason);
        transport.close();
    }

    /** As {@link #close(String)}, without much of a reason. */
    @Override
    public void close() {
        close("closed");
    }

    /** Returns the reason that counts. */
    private String finish(String reason) {
        String earlier = end.compareAndExchange(null, reason);
        queue.close();
        return earlier == null ? reason : earlier;
    }

    private void read(Receiver<I> receiver) {
        String reason = PEER_CLOSED;
        try {
            readAll(receiver);
        } catch (ProtocolException e) {
            reason = Objects.requireNonNullElse(e.getMessage(), "protocol error");
        } catch (IOException e) {
            // The connection broke, or this side closed it and has given its reason already.
        } catch (Throwable e) {
            reason = "the receiver failed: " + e;
        }
        String first = finish(reason);
        transport.close();
        readerDone.countDown();
        receiver.closed(first);
    }

    private void readAll(Receiver<I> receiver) throws IOException {
        byte[] frame = transport.read();
        while (frame != null) {
            receiver.message(codec.decode(frame));
            frame = transport.read();
        }
    }

    private void write() {
        try {
            List<byte[]> batch = queue.take();
            while (batch != null) {
                transport.write(batch);
                batch = queue.take();
            }
        } catch (IOException e) {
            finish(PEER_CLOSED);
            awaitReader();
        } finally {
            transport.close();
        }
    }

    /** The peer takes nothing, which mostly means that it is gone; the reader is about to find that out in order. */
    private void awaitReader() {
        try {
            readerDone.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
