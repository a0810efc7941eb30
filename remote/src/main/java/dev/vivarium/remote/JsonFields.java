package dev.vivarium.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, read strictly: what is missing or of another type is told by its name. */
public final class JsonFields {

    private final String what;
    private final Map<?, ?> fields;

    private JsonFields(String what, Map<?, ?> fields) {
        this.what = what;
        this.fields = fields;
    }

    /**
     * The members of {@code tree}.
     *
     * @param what how errors name the object
     * @throws BadJsonException if it is no object
     */
    public static JsonFields of(String what, @Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            throw new BadJsonException(what + " must be a JSON object");
        }
        return new JsonFields(what, map);
    }

    /** Refuses members that are none of {@code known}. */
    public JsonFields only(String... known) {
        for (Object name : fields.keySet()) {
            if (!Set.of(known).contains(String.valueOf(name))) {
                throw new BadJsonException(
                        what + " has an unknown member '" + name + "'; there are " + String.join(", ", known));
            }
        }
        return this;
    }

    /** The text called {@code name}, if there is one. */
    public Optional<String> optionalText(String name) {
        return optional(name, String.class, "a string");
    }

    /** The text called {@code name}. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** The whole number called {@code name}, if there is one. */
    public Optional<Long> optionalNumber(String name) {
        return optional(name, Long.class, "a whole number");
    }

    /** The whole number called {@code name}. */
    public long number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    /** Whether {@code name} is true; false without it. */
    public boolean flag(String name) {
        return optional(name, Boolean.class, "true or false").orElse(false);
    }

    /** The object called {@code name}, if there is one. */
    public Optional<JsonFields> optionalObject(String name) {
        return optional(name, Map.class, "an object").map(map -> new JsonFields(what + ", " + name, map));
    }

    /** The object called {@code name}. */
    public JsonFields object(String name) {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    /** The array called {@code name}; empty without it. */
    public List<?> array(String name) {
        return optional(name, List.class, "an array").<List<?>>map(list -> list).orElse(List.of());
    }

    /** Whatever is called {@code name}; null without it. */
    public @Nullable Object any(String name) {
        return fields.get(name);
    }

    /** The members themselves. */
    public Map<?, ?> all() {
        return fields;
    }

    private <T> Optional<T> optional(String name, Class<T> type, String kind) {
        Object value = fields.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new BadJsonException(what + ": '" + name + "' must be " + kind);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private BadJsonException missing(String name) {
        return new BadJsonException(what + " needs a member '" + name + "'");
    }
}
