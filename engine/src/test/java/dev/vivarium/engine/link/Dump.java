package dev.vivarium.engine.link;

import dev.vivarium.value.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text that tells values apart which equals does not (tuple and list, orders), and not those it does (byte arrays). */
final class Dump {

    private Dump() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case byte[] bytes -> "b" + HexFormat.of().formatHex(bytes);
            case Tuple tuple -> "tuple" + all(tuple);
            case List<?> list -> "list" + all(list);
            case Set<?> set -> "set" + all(set);
            case Map<?, ?> map ->
                "dict"
                        + map.entrySet().stream()
                                .map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()))
                                .toList();
            case Record message -> message.getClass().getSimpleName() + all(components(message));
            default -> value.getClass().getSimpleName() + ":" + value;
        };
    }

    private static String all(Collection<?> items) {
        return items.stream().map(Dump::of).collect(Collectors.joining(",", "(", ")"));
    }

    private static List<@Nullable Object> components(Record message) {
        return Arrays.stream(message.getClass().getRecordComponents())
                .<@Nullable Object>map(component -> {
                    try {
                        return component.getAccessor().invoke(message);
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                })
                .toList();
    }
}
