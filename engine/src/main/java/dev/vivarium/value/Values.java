package dev.vivarium.value;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java objects into the values that may cross to a script, as deep immutable copies.
 *
 * <table>
 * <caption>What crosses, and as what it comes back</caption>
 * <tr><th>Python</th><th>Java in</th><th>Java out</th></tr>
 * <tr><td>None</td><td>null</td><td>null</td></tr>
 * <tr><td>bool</td><td>Boolean</td><td>Boolean</td></tr>
 * <tr><td>int</td><td>Byte, Short, Integer, Long, BigInteger</td><td>Long, or BigInteger beyond 64 bits</td></tr>
 * <tr><td>float</td><td>Float, Double</td><td>Double</td></tr>
 * <tr><td>str</td><td>CharSequence, Character</td><td>String</td></tr>
 * <tr><td>bytes</td><td>byte[]</td><td>byte[]</td></tr>
 * <tr><td>list</td><td>Collection</td><td>List</td></tr>
 * <tr><td>tuple</td><td>{@link Tuple}</td><td>{@link Tuple}</td></tr>
 * <tr><td>dict</td><td>Map</td><td>Map, in the script's order</td></tr>
 * <tr><td>set, frozenset</td><td>Set</td><td>Set</td></tr>
 * <tr><td>datetime.date, time, datetime</td><td>LocalDate, LocalTime, LocalDateTime; with an offset OffsetTime,
 * OffsetDateTime, ZonedDateTime, Instant</td><td>LocalDate, LocalTime, LocalDateTime, OffsetTime, OffsetDateTime</td>
 * </tr>
 * <tr><td>datetime.timedelta</td><td>Duration</td><td>Duration</td></tr>
 * </table>
 *
 * <p>Python counts microseconds: finer parts of a time are cut off.
 */
public final class Values {

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final int deepest;
    private final Function<Object, @Nullable Object> others;

    private Values(int deepest, Function<Object, @Nullable Object> others) {
        this.deepest = deepest;
        this.others = others;
    }

    /**
     * A deep immutable copy of {@code value} in the "Java out" forms of the table above.
     *
     * @param what how an error names the value, for example {@code variable 'x'}
     * @param deepest how many containers may nest
     * @throws IllegalArgumentException if something in it can't cross; the message says where and why
     */
    public static @Nullable Object copy(String what, @Nullable Object value, int deepest) {
        return copy(what, value, deepest, _ -> null);
    }

    /**
     * The same, with what {@code others} gives in place of anything that is not in the table.
     *
     * @param others gives null for what can't cross
     */
    public static @Nullable Object copy(
            String what, @Nullable Object value, int deepest, Function<Object, @Nullable Object> others) {
        return new Values(deepest, others).copy(value, what, 0);
    }

    private @Nullable Object copy(@Nullable Object value, String where, int depth) {
        boolean container = value instanceof Collection<?> || value instanceof Map<?, ?>;
        if (container && depth >= deepest) {
            throw new IllegalArgumentException(where + " is nested more than " + deepest + " deep, or contains itself");
        }
        return switch (value) {
            case null -> null;
            case Boolean bool -> bool;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Long number -> number;
            case BigInteger number -> integer(number);
            case Float number -> number.doubleValue();
            case Double number -> number;
            case Character letter -> text(letter.toString(), where);
            case CharSequence text -> text(text.toString(), where);
            case byte[] bytes -> bytes.clone();
            case Tuple tuple -> Tuple.copyOf(items(tuple, where, depth));
            case Set<?> set -> set(set, where, depth);
            case Collection<?> list -> Collections.unmodifiableList(items(list, where, depth));
            case Map<?, ?> map -> dict(map, where, depth);
            default -> moment(value, where);
        };
    }

    private Object moment(Object value, String where) {
        return switch (value) {
            case LocalDate date -> date;
            case LocalTime time -> time.truncatedTo(ChronoUnit.MICROS);
            case LocalDateTime time -> time.truncatedTo(ChronoUnit.MICROS);
            case OffsetTime time -> time.truncatedTo(ChronoUnit.MICROS);
            case OffsetDateTime time -> time.truncatedTo(ChronoUnit.MICROS);
            case ZonedDateTime time -> moment(time.toOffsetDateTime(), where);
            case Instant instant -> moment(instant.atOffset(ZoneOffset.UTC), where);
            case Duration duration -> duration.truncatedTo(ChronoUnit.MICROS);
            default -> other(value, where);
        };
    }

    private Object other(Object value, String where) {
        Object instead = others.apply(value);
        if (instead == null) {
            throw new IllegalArgumentException(
                    where + " is a " + value.getClass().getName()
                            + ", which can't cross to a script: see dev.vivarium.value.Values for what can");
        }
        return instead;
    }

    /** The form that every integer has on the Java side: a Long where it fits. */
    public static Object integer(BigInteger number) {
        boolean fits = number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0;
        return fits ? (Object) number.longValue() : number;
    }

    /** Lone surrogates exist in Java's and Python's strings but in no encoding: refused where they enter. */
    private static String text(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                throw new IllegalArgumentException(where + " has half of a surrogate pair at index " + i);
            }
        }
        return text;
    }

    private List<@Nullable Object> items(Collection<?> items, String where, int depth) {
        List<@Nullable Object> copies = new ArrayList<>(items.size());
        for (Object item : items) {
            copies.add(copy(item, where + "[" + copies.size() + "]", depth + 1));
        }
        return copies;
    }

    private Set<@Nullable Object> set(Set<?> set, String where, int depth) {
        Set<@Nullable Object> copies = new LinkedHashSet<>();
        for (Object item : set) {
            copies.add(hashable(copy(item, where + " member", depth + 1), where + " member"));
        }
        return Collections.unmodifiableSet(copies);
    }

    private Map<@Nullable Object, @Nullable Object> dict(Map<?, ?> map, String where, int depth) {
        Map<@Nullable Object, @Nullable Object> copies = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = hashable(copy(entry.getKey(), where + " key", depth + 1), where + " key");
            copies.put(key, copy(entry.getValue(), where + "[" + key + "]", depth + 1));
        }
        return Collections.unmodifiableMap(copies);
    }

    /** Python refuses mutable keys; saying so here names the culprit, and a byte[] key would be lost in Java. */
    private static @Nullable Object hashable(@Nullable Object key, String where) {
        switch (key) {
            case null -> {}
            case Tuple tuple -> tuple.forEach(item -> hashable(item, where));
            case List<?> _, Map<?, ?> _ ->
                throw new IllegalArgumentException(where + " is a list or dict, which Python can't hash; use a Tuple");
            case byte[] _ -> throw new IllegalArgumentException(where + " is bytes, which Java can't use as a key");
            default -> {}
        }
        return key;
    }
}
