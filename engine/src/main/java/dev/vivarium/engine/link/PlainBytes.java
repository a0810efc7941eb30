package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.ValueReader.References;
import dev.vivarium.policy.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/** One value of plain data as bytes, in the link's own format, for what is kept outside of a process. */
public final class PlainBytes {

    private PlainBytes() {}

    /**
     * The bytes of {@code value}, which is in the forms of {@code dev.vivarium.value.Values}.
     *
     * @throws UnsendableException if it is not, or longer than a frame may be
     */
    public static byte[] of(@Nullable Object value) {
        CappedOutput body = new CappedOutput(Wire.LARGEST_FRAME);
        try (JsonGenerator out = Cbor.FACTORY.createGenerator(ObjectWriteContext.empty(), body)) {
            CborWriter items = new CborWriter(out, Wire.LARGEST_FRAME);
            items.array(1);
            ValueWriter.write(value, items);
            items.end();
        }
        return body.toByteArray();
    }

    /**
     * The value, immutable.
     *
     * @throws ProtocolException if these bytes are not such as {@link #of} makes
     */
    public static @Nullable Object read(byte[] bytes) throws ProtocolException {
        WireCheck.check(bytes);
        try (JsonParser parser = Cbor.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            ItemReader in = new ItemReader(parser);
            in.enter("what was kept");
            if (!in.next()) {
                throw new ProtocolException("there is no value");
            }
            Object value = new ValueReader(in, new ValueBudget(Bounds.of(Limits.widest())), References.NONE).read();
            in.leave("what was kept");
            return value;
        } catch (JacksonException e) {
            throw new ProtocolException("not what is written: " + e.getOriginalMessage(), e);
        }
    }
}
