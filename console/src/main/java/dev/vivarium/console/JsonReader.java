package dev.vivarium.console;

import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** One JSON value as the Java value that crosses to scripts: integers exact, objects as maps in their order. */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEEPEST_VALUE + 1)
                    // Python's integers have no largest one; the length of a command line bounds them.
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads {@code json}.
     *
     * @throws JacksonException if it is not exactly one JSON value; its original message says why
     */
    static @Nullable Object read(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return new JsonReader(parser).document();
        }
    }

    private @Nullable Object document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new StreamReadException(parser, "there is nothing");
        }
        Object value = value(first);
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "something follows after the value");
        }
        return value;
    }

    private @Nullable Object value(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> Values.integer(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> floating();
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            default -> throw new StreamReadException(parser, "unexpected " + token);
        };
    }

    private double floating() {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw new StreamReadException(parser, "the number is too large for a float");
        }
        return number;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return items;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            entries.put(key, value(parser.nextToken()));
        }
        return entries;
    }
}
