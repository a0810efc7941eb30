package dev.vivarium.remote;

import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON texts as trees of maps, lists, strings, numbers, booleans and null, and back. Reading is bounded in depth and in
 * the digits of a number; whoever calls bounds the length.
 */
public final class Json {

    /** A value's container takes up to three levels of JSON, see {@link WireValues}; some are around it. */
    static final int DEEPEST = 3 * Limits.DEEPEST_VALUE + 8;

    /** Digits of one number: more take long to read. Larger integers have a form of their own. */
    static final int MOST_DIGITS = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private Json(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The tree of {@code text}, which must be exactly one JSON value in UTF-8.
     *
     * @throws BadJsonException if it is not; the message says at which line and column
     */
    public static @Nullable Object read(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new Json(parser).document();
        } catch (JacksonException bad) {
            throw bad(bad.getLocation(), reason(bad));
        }
    }

    /** {@link #read(byte[])} of a text. */
    public static @Nullable Object read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BadJsonException bad(@Nullable TokenStreamLocation at, String reason) {
        String place =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new BadJsonException("no JSON that is taken here" + place + ": " + reason);
    }

    /** In words of our own: the parser's name its classes and settings. */
    private static String reason(JacksonException bad) {
        if (bad instanceof StreamConstraintsException) {
            return "nested deeper than " + DEEPEST + ", a number of more than " + MOST_DIGITS
                    + " digits, or a very long name";
        }
        return String.valueOf(bad.getOriginalMessage()).startsWith("Duplicate")
                ? "a member is there twice"
                : "it is not well-formed";
    }

    /** {@code tree} as JSON in one line. */
    public static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, tree);
        }
        return text.toString();
    }

    /** A map of {@code pairs}, keys and values in turn; those whose value is null are left out. */
    public static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                object.put(String.valueOf(pairs[i]), pairs[i + 1]);
            }
        }
        return object;
    }

    private static void write(JsonGenerator json, @Nullable Object tree) {
        switch (tree) {
            case null -> json.writeNull();
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case String text -> json.writeString(text);
            case Collection<?> items -> {
                json.writeStartArray();
                items.forEach(item -> write(json, item));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, value) -> {
                    json.writeName(String.valueOf(key));
                    write(json, value);
                });
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON: " + tree.getClass());
        }
    }

    private @Nullable Object document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw bad(parser.currentLocation(), "there is nothing");
        }
        Object value = value(first);
        if (parser.nextToken() != null) {
            throw bad(parser.currentLocation(), "something follows after the value");
        }
        return value;
    }

    private @Nullable Object value(@Nullable JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> Values.integer(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> floating();
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            case null, default -> throw bad(parser.currentLocation(), "it ends too early");
        };
    }

    private double floating() {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw bad(parser.currentLocation(), "the number is too large for a float");
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
