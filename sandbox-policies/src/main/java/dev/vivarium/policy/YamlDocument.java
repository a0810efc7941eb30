package dev.vivarium.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML as a tree that knows its lines. Of YAML's many features it takes only the plain ones: no anchors, aliases and
 * tags, which can make a small file large or say other things than it seems to.
 */
final class YamlDocument {

    /** Policies need four; the tree is composed by recursion. */
    private static final int DEEPEST = 10;

    private YamlDocument() {}

    static Node of(String text, Place place) {
        // Duplicate and odd keys are refused by the reader, which can name their policy and line.
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setAllowDuplicateKeys(true)
                .setAllowNonScalarKeys(true)
                .setLabel(place.file())
                .build();
        StreamReader reader = new StreamReader(settings, text);
        try {
            refuseFeatures(new ParserImpl(settings, reader), place);
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(() -> place.problem(1, "is empty"));
        } catch (MarkedYamlEngineException bad) {
            throw place.problem(bad.getProblemMark(), "is no YAML: " + bad.getProblem());
        } catch (YamlEngineException | IllegalArgumentException bad) {
            // Some errors of the parser say neither where nor, in words of YAML, what. But its reader stands there.
            throw place.problem(
                    reader.getLine() + 1, "is no YAML up to here: an escape, a number or a version that can't be read");
        }
    }

    private static void refuseFeatures(Parser events, Place place) {
        int depth = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw place.problem(event.getStartMark(), "is nested too deep");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            // An alias has the anchor that it repeats.
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw place.problem(event.getStartMark(), "anchors and aliases (& and *) are not allowed; use extends");
            }
            if (tag(event).isPresent()) {
                throw place.problem(event.getStartMark(), "tags (!) are not allowed");
            }
        }
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }
}
