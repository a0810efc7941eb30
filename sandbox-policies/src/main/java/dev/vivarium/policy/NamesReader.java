package dev.vivarium.policy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a list of names, or the word for all of them. */
final class NamesReader {

    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private NamesReader() {}

    static Names modules(Node node, Place place) {
        return names(node, place, "a module; name the top one alone, like xml and not xml.dom");
    }

    static Names variables(Node node, Place place) {
        return names(node, place, "a Python variable");
    }

    private static Names names(Node node, Place place, String what) {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals(Names.EVERY)) {
            return Names.all();
        }
        if (!(node instanceof SequenceNode list)) {
            throw place.problem(node, "must be a list, like [a, b], or the word all");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Node item : list.getValue()) {
            String name = YamlEntries.text(item, place);
            if (name.equals(Names.EVERY)) {
                throw place.problem(item, "'all' is no name; without the brackets it means every one");
            }
            if (!IDENTIFIER.matcher(name).matches()) {
                throw place.problem(item, "'" + name + "' is not " + what);
            }
            if (!names.add(name)) {
                throw place.problem(item, "'" + name + "' is there twice");
            }
        }
        return Names.only(names);
    }
}
