package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Counts values against {@link Bounds}: bytes as they would be encoded, items, depth. Not thread-safe. */
public final class ValueBudget {

    private final Bounds bounds;
    private final ItemWriter counter = new Counter();

    private long bytes;
    private long items;

    /** With nothing counted yet. */
    public ValueBudget(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Counts one value, given in the forms that {@code dev.vivarium.value.Values} has for "Java out".
     *
     * @throws OverBoundsException if all that was counted goes over a bound; this budget is then of no further use
     * @throws UnsendableException if the value can't be sent at all
     */
    public void charge(@Nullable Object value) {
        ValueWriter.write(value, counter);
    }

    /** Encoded bytes counted so far. */
    public long bytes() {
        return bytes;
    }

    /** Scalars and containers counted so far. */
    public long items() {
        return items;
    }

    void item(int depth) {
        require("valueItems", bounds.valueItems(), ++items);
        require("valueDepth", bounds.valueDepth(), depth);
    }

    /** A container turns out to have so many items. */
    void width(long count) {
        require("valueWidth", bounds.valueWidth(), count);
    }

    void bytes(long more) {
        bytes += more;
        require("values", bounds.valueBytes(), bytes);
    }

    private static void require(String limit, long allowed, long used) {
        if (used > allowed) {
            throw new OverBoundsException(limit, allowed, used);
        }
    }

    /** Knows how long each CBOR item is, in the shortest form, which is the one that is written. */
    private final class Counter implements ItemWriter {

        @Override
        public void value(int depth) {
            item(depth);
        }

        @Override
        public void array(int count) {
            bytes(head(count));
        }

        @Override
        public void end() {
            // Arrays have their length in front and nothing at the end.
        }

        @Override
        public void nothing() {
            bytes(1);
        }

        @Override
        public void bool(boolean value) {
            bytes(1);
        }

        @Override
        public void integer(long value) {
            bytes(head(value < 0 ? ~value : value));
        }

        @Override
        public void integer(BigInteger value) {
            int length = (value.signum() < 0 ? value.not() : value).bitLength() / Byte.SIZE + 1;
            bytes(1 + head(length) + length);
        }

        @Override
        public void real(double value) {
            bytes(1 + Double.BYTES);
        }

        @Override
        public void text(String value) {
            long length = Utf8.length(value);
            bytes(head(length) + length);
        }

        @Override
        public void bytes(byte[] value) {
            ValueBudget.this.bytes(head(value.length) + value.length);
        }

        private void bytes(long more) {
            ValueBudget.this.bytes(more);
        }

        /** Bytes of an item's head with this argument: RFC 8949, section 3. */
        private static int head(long argument) {
            if (argument < 24) {
                return 1;
            }
            if (argument < 1L << 8) {
                return 2;
            }
            if (argument < 1L << 16) {
                return 3;
            }
            return argument < 1L << 32 ? 5 : 9;
        }
    }
}
