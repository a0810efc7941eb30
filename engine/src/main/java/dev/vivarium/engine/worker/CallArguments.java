package dev.vivarium.engine.worker;

import dev.vivarium.value.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a script gives to a capability.
 *
 * @param positional null if an attribute is read and nothing called
 * @param keywords by name
 */
record CallArguments(@Nullable List<@Nullable Object> positional, Map<String, @Nullable Object> keywords) {

    /** The arguments in what prelude.py has written: None, or a tuple of a list and a dict. */
    @SuppressWarnings("unchecked") // The element types of both are checked by whoever hears of them.
    static CallArguments of(@Nullable Object written) {
        if (written instanceof Tuple pair
                && pair.size() == 2
                && pair.get(0) instanceof List<?> positional
                && pair.get(1) instanceof Map<?, ?> keywords) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            keywords.forEach((name, value) -> named.put(String.valueOf(name), value));
            return new CallArguments((List<@Nullable Object>) positional, named);
        }
        return new CallArguments(null, Map.of());
    }
}
