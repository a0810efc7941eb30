package dev.vivarium.console;

import dev.vivarium.value.PythonRepr;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what a script returned as JSON. What JSON lacks: bytes are {@code {"$bytes": base64}}, floats that are not
 * finite are strings, tuples and sets are arrays, keys that are no strings are written as Python would (so two keys may
 * look alike), times are ISO 8601.
 */
final class JsonValues {

    private final JsonGenerator json;

    JsonValues(JsonGenerator json) {
        this.json = json;
    }

    /** Writes {@code value}. */
    void write(@Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean bool -> json.writeBoolean(bool);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number -> floating(number);
            case String text -> json.writeString(text);
            case byte[] bytes -> bytes(bytes);
            case Collection<?> items -> array(items);
            case Map<?, ?> map -> object(map);
            default -> json.writeString(moment(value));
        }
    }

    private void floating(double number) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(Double.toString(number));
        }
    }

    private void bytes(byte[] bytes) {
        json.writeStartObject();
        json.writeStringProperty("$bytes", Base64.getEncoder().encodeToString(bytes));
        json.writeEndObject();
    }

    private void array(Collection<?> items) {
        json.writeStartArray();
        items.forEach(this::write);
        json.writeEndArray();
    }

    private void object(Map<?, ?> map) {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeName(entry.getKey() instanceof String text ? text : PythonRepr.of(entry.getKey()));
            write(entry.getValue());
        }
        json.writeEndObject();
    }

    /** With seconds always, as Python's isoformat(), which Java's toString() leaves out when they are zero. */
    private static String moment(Object value) {
        return switch (value) {
            case LocalDate date -> date.toString();
            case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
            case OffsetTime time -> DateTimeFormatter.ISO_OFFSET_TIME.format(time);
            case OffsetDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            case Duration duration -> duration.toString();
            default -> throw new IllegalArgumentException("no value of a script: " + value.getClass());
        };
    }
}
