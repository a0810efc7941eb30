package dev.vivarium.engine.link;

import java.nio.ByteBuffer;

/**
 * Walks over a frame before anything is built from it: it must be one CBOR item made of nothing but the forms that the
 * protocol uses, and no count or length may promise more than the frame holds. After that the parser sees no input
 * that could surprise it, and memory is bounded by the frame's size.
 */
final class WireCheck {

    private static final int TAG_POSITIVE_BIGNUM = 2;
    private static final int TAG_NEGATIVE_BIGNUM = 3;
    private static final int SIMPLE_FALSE = 20;
    private static final int SIMPLE_NULL = 22;
    private static final int SIMPLE_DOUBLE = 27;

    private final ByteBuffer in;
    private final Utf8 utf8 = new Utf8();
    /** For each open array, how many items are still to come. */
    private final long[] missing = new long[Wire.DEEPEST_ARRAY];

    private int depth;

    private WireCheck(byte[] frame) {
        in = ByteBuffer.wrap(frame);
    }

    static void check(byte[] frame) throws ProtocolException {
        new WireCheck(frame).run();
    }

    private void run() throws ProtocolException {
        item();
        while (depth > 0) {
            if (missing[depth - 1] == 0) {
                depth--;
            } else {
                missing[depth - 1]--;
                item();
            }
        }
        if (in.hasRemaining()) {
            throw new ProtocolException(in.remaining() + " bytes follow the message");
        }
    }

    private void item() throws ProtocolException {
        int head = octet();
        int info = head & 0x1f;
        switch (head >> 5) {
            case 0, 1 -> argument(info);
            case 2 -> skip(length(info));
            case 3 -> text(length(info));
            case 4 -> array(argument(info));
            case 6 -> bignum(info);
            case 7 -> simple(info);
            default -> throw new ProtocolException("a CBOR map, which the protocol doesn't use");
        }
    }

    /** A method of its own, so that the position is read after the length, which moves it. */
    private void skip(int length) {
        in.position(in.position() + length);
    }

    private void array(long count) throws ProtocolException {
        if (count > in.remaining()) {
            throw new ProtocolException("an array of " + count + " items with " + in.remaining() + " bytes left");
        }
        if (depth == missing.length) {
            throw new ProtocolException("arrays nest more than " + missing.length + " deep");
        }
        missing[depth++] = count;
    }

    private void text(int length) throws ProtocolException {
        if (!utf8.isValid(in.slice(in.position(), length))) {
            throw new ProtocolException("a text is not valid UTF-8");
        }
        skip(length);
    }

    private void bignum(int tag) throws ProtocolException {
        if (tag != TAG_POSITIVE_BIGNUM && tag != TAG_NEGATIVE_BIGNUM) {
            throw new ProtocolException("a CBOR tag that the protocol doesn't use");
        }
        int head = octet();
        if (head >> 5 != 2) {
            throw new ProtocolException("a bignum that isn't made of bytes");
        }
        int length = length(head & 0x1f);
        if (length < Long.BYTES || length > Wire.LONGEST_INTEGER) {
            throw new ProtocolException("a bignum of " + length + " bytes, not of " + Long.BYTES + " to "
                    + Wire.LONGEST_INTEGER + " bytes");
        }
        skip(length);
    }

    private void simple(int info) throws ProtocolException {
        if (info == SIMPLE_DOUBLE) {
            require(Double.BYTES);
            skip(Double.BYTES);
        } else if (info < SIMPLE_FALSE || info > SIMPLE_NULL) {
            throw new ProtocolException("CBOR simple value or float " + info + ", which the protocol doesn't use");
        }
    }

    private int length(int info) throws ProtocolException {
        long length = argument(info);
        if (length > in.remaining()) {
            throw new ProtocolException("a string of " + length + " bytes with " + in.remaining() + " bytes left");
        }
        return (int) length;
    }

    private long argument(int info) throws ProtocolException {
        return switch (info) {
            case 24 -> octet();
            case 25 -> Short.toUnsignedLong(require(Short.BYTES).getShort());
            case 26 -> Integer.toUnsignedLong(require(Integer.BYTES).getInt());
            case 27 -> positive(require(Long.BYTES).getLong());
            case 28, 29, 30 -> throw new ProtocolException("a reserved CBOR length " + info);
            case 31 -> throw new ProtocolException("an indefinite length or a break, which the protocol doesn't use");
            default -> info;
        };
    }

    private static long positive(long argument) throws ProtocolException {
        if (argument < 0) {
            throw new ProtocolException("a number or length beyond 63 bits");
        }
        return argument;
    }

    private int octet() throws ProtocolException {
        return Byte.toUnsignedInt(require(1).get());
    }

    private ByteBuffer require(int bytes) throws ProtocolException {
        if (in.remaining() < bytes) {
            throw new ProtocolException("the message ends in the middle");
        }
        return in;
    }
}
