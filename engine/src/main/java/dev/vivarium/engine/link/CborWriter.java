package dev.vivarium.engine.link;

import dev.vivarium.policy.Limits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/** Writes items with Jackson. */
final class CborWriter implements ItemWriter {

    private final JsonGenerator out;
    private final int cap;

    CborWriter(JsonGenerator out, int cap) {
        this.out = out;
        this.cap = cap;
    }

    @Override
    public void value(int depth) {
        if (depth > Limits.DEEPEST_VALUE) {
            throw new UnsendableException("a value is nested more than " + Limits.DEEPEST_VALUE + " deep");
        }
    }

    @Override
    public void array(int count) {
        out.writeStartArray(null, count);
    }

    @Override
    public void end() {
        out.writeEndArray();
    }

    @Override
    public void nothing() {
        out.writeNull();
    }

    @Override
    public void bool(boolean value) {
        out.writeBoolean(value);
    }

    @Override
    public void integer(long value) {
        out.writeNumber(value);
    }

    @Override
    public void integer(BigInteger value) {
        out.writeNumber(value);
    }

    @Override
    public void real(double value) {
        out.writeNumber(value);
    }

    /** As bytes: Jackson writes a long String in chunks of indefinite length, which the protocol refuses. */
    @Override
    public void text(String value) {
        if (Utf8.length(value) > cap) {
            throw new UnsendableException("a text is longer than a frame may be, " + cap + " bytes");
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeUTF8String(bytes, 0, bytes.length);
    }

    @Override
    public void bytes(byte[] value) {
        out.writeBinary(value);
    }
}
