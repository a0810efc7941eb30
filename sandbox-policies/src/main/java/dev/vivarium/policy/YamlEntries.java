package dev.vivarium.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The entries of a mapping, each key once. */
final class YamlEntries {

    private YamlEntries() {}

    /**
     * One entry.
     *
     * @param key where its name stands
     */
    record Entry(String name, Node key, Node value) {}

    /** The entries of {@code node} by name, in its order. */
    static Map<String, Entry> of(Node node, Place place) {
        if (!(node instanceof MappingNode mapping)) {
            throw place.problem(node, "must be a mapping: lines of 'key: value'");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            Entry entry = new Entry(text(pair.getKeyNode(), place), pair.getKeyNode(), pair.getValueNode());
            if (entries.putIfAbsent(entry.name(), entry) != null) {
                throw place.problem(entry.key(), "'" + entry.name() + "' is there twice");
            }
        }
        return entries;
    }

    /** The text of {@code node}, as it was written whatever type YAML takes it for. */
    static String text(Node node, Place place) {
        if (!(node instanceof ScalarNode scalar)) {
            throw place.problem(node, "must be a single word or amount");
        }
        if (scalar.getValue().isEmpty()) {
            throw place.problem(node, "needs a value");
        }
        return scalar.getValue();
    }

    /** What to say of a name that is none of {@code known}. */
    static String unknown(String name, List<String> known) {
        return Nearest.of(name, known)
                .map(near -> "unknown; did you mean '" + near + "'?")
                .orElseGet(() -> "unknown; there are " + String.join(", ", known));
    }
}
