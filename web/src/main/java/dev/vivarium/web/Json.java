package dev.vivarium.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records to JSON and back. */
final class Json {

    private static final int LONGEST_TEXT = 1_000_000;
    private static final int DEEPEST = 8;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static String write(Object record) {
        return MAPPER.writeValueAsString(record);
    }

    /** Reads one; whatever is wrong with it, its sender is told no more than what is expected. */
    static <T> T read(String text, Class<T> type, String expected) {
        try {
            return Objects.requireNonNull(MAPPER.readValue(text, type));
        } catch (JacksonException | NullPointerException wrong) {
            throw new Refused(400, "the body must be JSON: " + expected);
        }
    }

    static String text(@Nullable String value, String name) {
        if (value == null) {
            throw new Refused(400, "'" + name + "' is missing, or is no text");
        }
        return value;
    }
}
