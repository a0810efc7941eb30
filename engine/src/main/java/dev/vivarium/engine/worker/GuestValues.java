package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Makes real Python objects of one context out of Java values; used by the script's thread alone. */
final class GuestValues {

    private final Value make;

    /** @param make the function of that name in prelude.py */
    GuestValues(Value make) {
        this.make = make;
    }

    /** The Python object for {@code value}, which is one of those that {@code Values} copies to. */
    Object guest(@Nullable Object value) {
        return switch (value) {
            case null -> make(Operation.NONE);
            case Boolean bool -> bool;
            case Long number -> number;
            case Double number -> number;
            case String text -> text;
            case BigInteger number -> make(Operation.BIG_INT, number.toString(16));
            case byte[] bytes -> make(Operation.BYTES, new String(bytes, StandardCharsets.ISO_8859_1));
            case Tuple tuple -> makeAll(Operation.TUPLE, tuple);
            case List<?> list -> makeAll(Operation.LIST, list);
            case Set<?> set -> makeAll(Operation.SET, set);
            case Map<?, ?> map -> makeAll(Operation.DICT, flat(map));
            case Message.Face face ->
                make(Operation.FACE, face.object(), face.label(), guest(face.attributes()), guest(face.methods()));
            default -> moment(value);
        };
    }

    private Object moment(Object value) {
        return switch (value) {
            case Duration delta -> make(Operation.TIMEDELTA, delta.toSeconds(), delta.toNanosPart() / 1000L);
            case LocalDate date -> make(Operation.DATE, date.toString());
            case LocalTime time -> make(Operation.TIME, time.toString());
            case OffsetTime time -> make(Operation.TIME, time.toString());
            default -> make(Operation.DATETIME, value.toString());
        };
    }

    private static List<@Nullable Object> flat(Map<?, ?> map) {
        List<@Nullable Object> flat = new ArrayList<>(2 * map.size());
        map.forEach((key, value) -> {
            flat.add(key);
            flat.add(value);
        });
        return flat;
    }

    private Object makeAll(Operation operation, Collection<?> items) {
        return make(operation, items.stream().map(this::guest).toArray());
    }

    private Value make(Operation operation, Object... parts) {
        Object[] arguments = new Object[parts.length + 1];
        arguments[0] = operation.number;
        System.arraycopy(parts, 0, arguments, 1, parts.length);
        return make.execute(arguments);
    }
}
