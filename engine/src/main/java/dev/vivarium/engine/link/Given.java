package dev.vivarium.engine.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, out of the two values that carry them. */
final class Given {

    private Given() {}

    static @Nullable List<@Nullable Object> listOrNothing(@Nullable Object value) throws ProtocolException {
        return value == null ? null : list(value);
    }

    static List<@Nullable Object> list(@Nullable Object value) throws ProtocolException {
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(new ArrayList<@Nullable Object>(list));
        }
        throw new ProtocolException("arguments are no list");
    }

    static Map<String, @Nullable Object> keywords(@Nullable Object value) throws ProtocolException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new ProtocolException("keyword arguments are no dict");
        }
        Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new ProtocolException("a keyword is no text");
            }
            keywords.put(name, entry.getValue());
        }
        return Collections.unmodifiableMap(keywords);
    }
}
