package dev.vivarium.engine.link;

import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one value. It must be in the forms of {@code dev.vivarium.value.Values}; anything else is refused. */
final class ValueWriter {

    private final ItemWriter out;

    private ValueWriter(ItemWriter out) {
        this.out = out;
    }

    static void write(@Nullable Object value, ItemWriter out) {
        new ValueWriter(out).value(value, 0, false);
    }

    /**
     * Writes {@code value}, which lies in {@code depth} containers.
     *
     * @param key whether it is a key, a member of a set, or within one
     */
    private void value(@Nullable Object value, int depth, boolean key) {
        out.value(depth);
        switch (value) {
            case null -> out.nothing();
            case Boolean bool -> out.bool(bool);
            case Long number -> out.integer(number);
            case BigInteger number -> out.integer(bignum(number));
            case Double number -> out.real(number);
            case String text -> out.text(text);
            case byte[] bytes -> {
                refuseIf(key, "bytes");
                out.bytes(bytes);
            }
            case Tuple tuple -> items(Wire.TUPLE, tuple, depth, key);
            case Set<?> set -> items(Wire.SET, set, depth, true);
            case List<?> list -> {
                refuseIf(key, "a list");
                items(Wire.LIST, list, depth, false);
            }
            case Map<?, ?> dict -> {
                refuseIf(key, "a dict");
                dict(dict, depth);
            }
            case Message.Face face -> {
                refuseIf(key, "a capability");
                out.array(5);
                out.integer(Wire.FACE);
                RulesFormat.writeFields(face, out);
                out.end();
            }
            case Message.Known(long object) -> reference(Wire.KNOWN, object, key);
            case Message.Function(long function) -> reference(Wire.FUNCTION, function, key);
            default -> Moments.write(value, out);
        }
    }

    private void items(int kind, Collection<?> items, int depth, boolean key) {
        out.array(1 + items.size());
        out.integer(kind);
        for (Object item : items) {
            value(item, depth + 1, key);
        }
        out.end();
    }

    private void dict(Map<?, ?> dict, int depth) {
        out.array(1 + 2 * dict.size());
        out.integer(Wire.DICT);
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            value(entry.getKey(), depth + 1, true);
            value(entry.getValue(), depth + 1, false);
        }
        out.end();
    }

    private void reference(int kind, long number, boolean key) {
        refuseIf(key, "a capability or function");
        out.array(2);
        out.integer(kind);
        out.integer(number);
        out.end();
    }

    private static void refuseIf(boolean key, String what) {
        if (key) {
            throw new UnsendableException("a key or member of a set is or contains " + what);
        }
    }

    private static BigInteger bignum(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            throw new UnsendableException("a BigInteger that fits a Long must be one");
        }
        if (number.bitLength() >= Wire.LONGEST_INTEGER * Byte.SIZE) {
            throw new UnsendableException(
                    "an integer of " + number.bitLength() + " bits; " + Wire.LONGEST_INTEGER + " bytes are allowed");
        }
        return number;
    }
}
