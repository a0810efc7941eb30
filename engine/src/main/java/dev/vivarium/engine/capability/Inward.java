package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Call;
import dev.vivarium.value.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call as a Java method gets them: host objects and functions in place of their numbers. Used by
 * the thread that makes the call.
 */
final class Inward {

    private final HostObjects objects;
    private final Functions functions;
    private final Map<Long, GivenFunction> given = new LinkedHashMap<>();

    Inward(HostObjects objects, Functions functions) {
        this.objects = objects;
        this.functions = functions;
    }

    @Nullable
    List<@Nullable Object> positional(Call call) {
        return call.arguments() == null ? null : list(call.arguments());
    }

    Map<String, @Nullable Object> keywords(Call call) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        call.keywords().forEach((name, value) -> resolved.put(name, value(value)));
        return resolved;
    }

    /** The numbers of those functions that are to outlive the call. */
    List<Long> kept() {
        return given.values().stream()
                .filter(GivenFunction::settle)
                .map(GivenFunction::number)
                .toList();
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Message.Known(long number) -> object(number);
            case Message.Function(long number) -> given.computeIfAbsent(number, functions::given);
            case Tuple tuple -> Tuple.copyOf(list(tuple));
            case List<?> list -> Collections.unmodifiableList(list(list));
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> resolved = new LinkedHashMap<>();
                map.forEach((key, item) -> resolved.put(key, value(item)));
                yield Collections.unmodifiableMap(resolved);
            }
            case null, default -> value;
        };
    }

    private List<@Nullable Object> list(List<?> items) {
        List<@Nullable Object> resolved = new ArrayList<>(items.size());
        items.forEach(item -> resolved.add(value(item)));
        return resolved;
    }

    private Object object(long number) {
        Object object = objects.get(number);
        if (object == null) {
            throw new CapabilityException("TypeError", "there is no such capability");
        }
        return object;
    }
}
