package dev.vivarium.policy;

import dev.vivarium.policy.YamlEntries.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** How one key of a policy is read. */
@FunctionalInterface
interface Setting {

    /** Puts what {@code value} says into {@code builder}. */
    void read(Node value, Policy.Builder builder, Place place);

    /** The setting that {@code entry} names. */
    static Setting named(Entry entry, Place place) {
        Map<String, Setting> all = all();
        Setting setting = all.get(entry.name());
        if (setting == null) {
            List<String> known =
                    Stream.concat(Stream.of("extends"), all.keySet().stream()).toList();
            throw place.key(entry.name()).problem(entry.key(), YamlEntries.unknown(entry.name(), known));
        }
        return setting;
    }

    private static Map<String, Setting> all() {
        Map<String, Setting> all = new LinkedHashMap<>();
        all.put("trust", (value, builder, place) -> builder.trust(word(value, place, Trust.values())));
        all.put("placement", (value, builder, place) -> builder.placement(word(value, place, Placement.values())));
        all.put("context", (value, builder, place) -> builder.context(word(value, place, ContextLife.values())));
        all.put("imports", (value, builder, place) -> builder.imports(NamesReader.modules(value, place)));
        all.put("capabilities", (value, builder, place) -> builder.capabilities(NamesReader.variables(value, place)));
        all.put("errors", (value, builder, place) -> builder.errorDetail(word(value, place, ErrorDetail.values())));
        Limits.KEYS.forEach(key -> all.put(key.name(), (value, builder, place) -> limit(key, value, builder, place)));
        return all;
    }

    private static <T extends Comparable<? super T>> void limit(
            LimitKey<T> key, Node value, Policy.Builder builder, Place place) {
        try {
            builder.limit(key, key.parse(YamlEntries.text(value, place)));
        } catch (IllegalArgumentException bad) {
            throw place.problem(value, String.valueOf(bad.getMessage()));
        }
    }

    private static <E extends Enum<E>> E word(Node value, Place place, E[] words) {
        String text = YamlEntries.text(value, place);
        return Stream.of(words)
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> place.problem(value, "'" + text + "' is none of " + choices(words)));
    }

    private static String choices(Enum<?>[] words) {
        return String.join(
                ", ",
                Stream.of(words)
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
