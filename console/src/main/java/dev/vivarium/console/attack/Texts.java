package dev.vivarium.console.attack;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptError;
import dev.vivarium.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that an outcome says, as texts that can be searched. */
final class Texts {

    /** Decimal digits of larger numbers take longer than they are worth. */
    private static final int LONGEST_DECIMAL = 1 << 16;

    private Texts() {}

    /** Every text of {@code outcome}. */
    static Stream<String> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned returned -> returned.calls().stream().map(Texts::of);
            case Outcome.Failed(ScriptError error, Usage _) ->
                Stream.of(error.type(), error.message(), error.traceback(), error.summary());
            case Outcome.Problem problem -> Stream.of(problem.message());
        };
    }

    /** A value with all that is in it. */
    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("None");
            case byte[] bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1));
            case BigInteger number ->
                text.append(number.bitLength() > LONGEST_DECIMAL ? number.toString(16) : number.toString());
            case Iterable<?> items -> items(items, text);
            case Map<?, ?> map -> map.forEach((key, item) -> items(List.of(boxed(key), boxed(item)), text));
            default -> text.append(value);
        }
    }

    private static Object boxed(@Nullable Object value) {
        return value == null ? "None" : value;
    }

    private static void items(Iterable<?> items, StringBuilder text) {
        text.append("[");
        for (Object item : items) {
            write(item, text);
            text.append(", ");
        }
        text.append("]");
    }
}
