package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * Turns messages into the bodies of frames and back; the package description has the format. Thread-safe.
 *
 * @param <O> what this side says
 * @param <I> what it hears
 */
public final class Codec<O extends Message, I extends Message> {

    private final MessageFormat<O> outgoing;
    private final MessageFormat<I> incoming;
    private final int cap;

    Codec(MessageFormat<O> outgoing, MessageFormat<I> incoming, int cap) {
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.cap = cap;
    }

    /**
     * For the host.
     *
     * @param bounds what the results of a task may take, by the task's number, which may be any number: a worker says
     *     what it likes. Called by the thread that decodes, before the values are built
     */
    public static Codec<FromHost, FromWorker> forHost(LongFunction<Bounds> bounds) {
        return new Codec<>(new HostFormat(), new WorkerFormat(bounds), Wire.LARGEST_FRAME);
    }

    /** For a worker. */
    public static Codec<FromWorker, FromHost> forWorker() {
        return new Codec<>(new WorkerFormat(Codec::unread), new HostFormat(), Wire.LARGEST_FRAME);
    }

    private static Bounds unread(long task) {
        throw new IllegalStateException("a worker reads no results, not even of task " + task);
    }

    /**
     * The body of a frame.
     *
     * @throws UnsendableException if something in the message can't be written or it is too long for a frame
     */
    public byte[] encode(O message) {
        return item(cap, out -> outgoing.write(message, out));
    }

    /** What {@code writing} writes, at most {@code cap} bytes. */
    static byte[] item(int cap, Consumer<ItemWriter> writing) {
        CappedOutput body = new CappedOutput(cap);
        try (JsonGenerator out = Cbor.FACTORY.createGenerator(ObjectWriteContext.empty(), body)) {
            writing.accept(new CborWriter(out, cap));
        }
        return body.toByteArray();
    }

    /**
     * The message in the body of a frame.
     *
     * @throws ProtocolException if these bytes are anything but one message that this side may hear
     */
    public I decode(byte[] body) throws ProtocolException {
        if (body.length > cap) {
            throw new ProtocolException("a frame of " + body.length + " bytes, more than " + cap);
        }
        return read(body, this::message);
    }

    /** What reads one item. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ItemReader in) throws ProtocolException;
    }

    /** What {@code reading} reads in {@code bytes}, which must be one item of this protocol. */
    static <T> T read(byte[] bytes, Reading<T> reading) throws ProtocolException {
        WireCheck.check(bytes);
        try (JsonParser parser = Cbor.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            return reading.read(new ItemReader(parser));
        } catch (JacksonException e) {
            throw new ProtocolException("not what the protocol uses of CBOR: " + e.getOriginalMessage(), e);
        }
    }

    private I message(ItemReader in) throws ProtocolException {
        in.enter("message");
        int tag = (int) in.integer("message's tag", 0, Integer.MAX_VALUE);
        I message = incoming.read(tag, in);
        in.leave("message " + tag);
        return message;
    }
}
