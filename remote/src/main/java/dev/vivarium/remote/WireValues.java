package dev.vivarium.remote;

import dev.vivarium.policy.Limits;
import dev.vivarium.value.Tuple;
import dev.vivarium.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of scripts as JSON, without loss. None, bool, int, float, str, list and a dict whose keys are all strings that
 * begin with no {@code $} are JSON's own (a float always has a point or an exponent, an int never). All others are an
 * object with one member:
 *
 * <table>
 * <caption>Tagged forms</caption>
 * <tr><td>{@code {"$bytes": "aGk="}}</td><td>bytes, in base64</td></tr>
 * <tr><td>{@code {"$tuple": [1, 2]}}</td><td>tuple</td></tr>
 * <tr><td>{@code {"$set": [1, 2]}}</td><td>set</td></tr>
 * <tr><td>{@code {"$dict": [[1, "a"], [2, "b"]]}}</td><td>any other dict</td></tr>
 * <tr><td>{@code {"$float": "nan"}}</td><td>nan, inf, -inf</td></tr>
 * <tr><td>{@code {"$int": "base64"}}</td><td>an int of more than 1000 digits: its two's complement, highest byte
 * first</td></tr>
 * <tr><td>{@code {"$date": "2026-01-31"}}, {@code $time}, {@code $datetime}</td><td>ISO 8601, with an offset or
 * without</td></tr>
 * <tr><td>{@code {"$timedelta": 1500000}}</td><td>microseconds</td></tr>
 * </table>
 */
public final class WireValues {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    /** 1000 digits have at least this many bits. */
    private static final int MOST_BITS = 3_300;

    private int compoundLeft;

    private WireValues(int mostCompound) {
        compoundLeft = mostCompound;
    }

    // ---- to JSON ---------------------------------------------------------------------------------------------

    /** The tree for {@code value}, which is in the forms that {@link Values} gives out. */
    public static @Nullable Object toTree(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean _, Long _, String _ -> value;
            case BigInteger number -> integer(number);
            case Double number -> floating(number);
            case byte[] bytes -> tagged("$bytes", Base64.getEncoder().encodeToString(bytes));
            case Tuple tuple -> tagged("$tuple", trees(tuple));
            case Set<?> set -> tagged("$set", trees(set));
            case List<?> list -> trees(list);
            case Map<?, ?> map -> dict(map);
            case LocalDate date -> tagged("$date", date.toString());
            case LocalTime time -> tagged("$time", DateTimeFormatter.ISO_LOCAL_TIME.format(time));
            case OffsetTime time -> tagged("$time", DateTimeFormatter.ISO_OFFSET_TIME.format(time));
            case LocalDateTime time -> tagged("$datetime", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
            case OffsetDateTime time -> tagged("$datetime", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            case Duration duration -> tagged("$timedelta", micros(duration));
            default -> throw new IllegalArgumentException("no value of a script: " + value.getClass());
        };
    }

    private static Map<String, @Nullable Object> tagged(String tag, Object content) {
        return Json.object(tag, content);
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() <= MOST_BITS
                ? number
                : tagged("$int", Base64.getEncoder().encodeToString(number.toByteArray()));
    }

    private static Object floating(double number) {
        if (Double.isFinite(number)) {
            return number;
        }
        return tagged("$float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
    }

    private static BigInteger micros(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .multiply(MICROS)
                .add(BigDecimal.valueOf(duration.getNano() / 1000))
                .toBigIntegerExact();
    }

    private static List<@Nullable Object> trees(Collection<?> items) {
        List<@Nullable Object> trees = new ArrayList<>(items.size());
        items.forEach(item -> trees.add(toTree(item)));
        return trees;
    }

    private static Map<String, @Nullable Object> dict(Map<?, ?> map) {
        if (map.keySet().stream().allMatch(key -> key instanceof String text && !text.startsWith("$"))) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, value) -> entries.put(String.valueOf(key), toTree(value)));
            return entries;
        }
        List<@Nullable Object> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> {
            List<@Nullable Object> pair = new ArrayList<>(2);
            pair.add(toTree(key));
            pair.add(toTree(value));
            pairs.add(pair);
        });
        return tagged("$dict", pairs);
    }

    // ---- from JSON -------------------------------------------------------------------------------------------

    /**
     * The value of {@code tree}, copied and checked as {@link Values} does.
     *
     * @param what how errors name it
     * @param mostCompound how many keys and members of sets may be tuples, in all: they can be made to look alike to
     *     a hash table, which then takes long
     * @throws BadJsonException if it is none
     */
    public static @Nullable Object fromTree(String what, @Nullable Object tree, int mostCompound) {
        try {
            return Values.copy(what, new WireValues(mostCompound).value(what, tree), Limits.DEEPEST_VALUE);
        } catch (IllegalArgumentException odd) {
            throw new BadJsonException(String.valueOf(odd.getMessage()));
        }
    }

    private @Nullable Object value(String what, @Nullable Object tree) {
        return switch (tree) {
            case List<?> list -> values(what, list);
            case Map<?, ?> map -> object(what, map);
            case null, default -> tree;
        };
    }

    private Object object(String what, Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (String.valueOf(key).startsWith("$")) {
                if (map.size() > 1) {
                    throw odd(what, "an object with '" + key + "' must have no other member");
                }
                return special(what, String.valueOf(key), map.get(key));
            }
        }
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> entries.put(key, value(what + "[" + key + "]", value)));
        return entries;
    }

    private Object special(String what, String tag, @Nullable Object content) {
        try {
            return switch (tag) {
                case "$bytes" -> Base64.getDecoder().decode(text(what, tag, content));
                case "$tuple" -> Tuple.copyOf(values(what, list(what, tag, content)));
                case "$set" -> set(what, list(what, tag, content));
                case "$dict" -> pairs(what, list(what, tag, content));
                case "$float" -> floating(what, text(what, tag, content));
                case "$int" -> Values.integer(new BigInteger(Base64.getDecoder().decode(text(what, tag, content))));
                case "$date" -> LocalDate.parse(text(what, tag, content));
                case "$time" -> time(text(what, tag, content));
                case "$datetime" -> dateTime(text(what, tag, content));
                case "$timedelta" -> duration(what, content);
                default -> throw odd(what, "unknown tag '" + tag + "'; a dict with such a key is written as $dict");
            };
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException odd) {
            throw odd(what, "what stands in '" + tag + "' can't be read");
        }
    }

    private static BadJsonException odd(String what, String why) {
        return new BadJsonException(what + ": " + why);
    }

    private static String text(String what, String tag, @Nullable Object content) {
        if (content instanceof String text) {
            return text;
        }
        throw odd(what, "'" + tag + "' needs a string");
    }

    private static List<?> list(String what, String tag, @Nullable Object content) {
        if (content instanceof List<?> list) {
            return list;
        }
        throw odd(what, "'" + tag + "' needs an array");
    }

    private List<@Nullable Object> values(String what, List<?> trees) {
        List<@Nullable Object> values = new ArrayList<>(trees.size());
        for (Object tree : trees) {
            values.add(value(what + "[" + values.size() + "]", tree));
        }
        return values;
    }

    private Set<@Nullable Object> set(String what, List<?> trees) {
        Set<@Nullable Object> members = new LinkedHashSet<>();
        values(what, trees).forEach(member -> members.add(hashable(what, member)));
        return members;
    }

    private Map<@Nullable Object, @Nullable Object> pairs(String what, List<?> trees) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (Object tree : trees) {
            if (!(tree instanceof List<?> pair) || pair.size() != 2) {
                throw odd(what, "'$dict' needs an array of pairs");
            }
            Object key = hashable(what, value(what + " key", pair.get(0)));
            entries.put(key, value(what + "[" + key + "]", pair.get(1)));
        }
        return entries;
    }

    /** Before it is hashed: a key as deep as the text allows takes long, and Python would refuse it anyway. */
    private @Nullable Object hashable(String what, @Nullable Object key) {
        if (key instanceof Tuple && --compoundLeft < 0) {
            throw odd(what, "has too many tuples as keys or in sets");
        }
        if (!(key instanceof Tuple) && (key instanceof Collection<?> || key instanceof Map<?, ?>)) {
            throw odd(what, "a key or a member of a set can't be a list, a dict or a set");
        }
        return key;
    }

    private static double floating(String what, String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw odd(what, "'$float' is nan, inf or -inf");
        };
    }

    private static Object time(String text) {
        return DateTimeFormatter.ISO_TIME.parseBest(text, OffsetTime::from, LocalTime::from);
    }

    private static Object dateTime(String text) {
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    }

    private static Duration duration(String what, @Nullable Object content) {
        BigInteger micros = switch (content) {
            case Long number -> BigInteger.valueOf(number);
            case BigInteger number -> number;
            case null, default -> throw odd(what, "'$timedelta' needs a whole number of microseconds");
        };
        BigInteger[] parts = micros.divideAndRemainder(MICROS.toBigInteger());
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact() * 1000);
    }
}
