package dev.vivarium.engine.link;

import java.math.BigInteger;

/** Takes the CBOR items of a message one by one, to write or only to count them. */
interface ItemWriter {

    /** A value begins that lies in {@code depth} containers; its items follow. */
    void value(int depth);

    /** An array of {@code count} items begins, which follow; {@link #end} ends it. */
    void array(int count);

    void end();

    void nothing();

    void bool(boolean value);

    void integer(long value);

    /** Beyond 64 bits, and no longer than {@link Wire#LONGEST_INTEGER}. */
    void integer(BigInteger value);

    void real(double value);

    void text(String value);

    void bytes(byte[] value);
}
