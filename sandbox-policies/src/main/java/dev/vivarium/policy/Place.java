package dev.vivarium.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which part of a file is being read, for messages. */
record Place(String file, String part) {

    Place(String file) {
        this(file, "");
    }

    Place policy(String name) {
        return new Place(file, "policy '" + name + "'");
    }

    Place key(String name) {
        return new Place(file, part.isEmpty() ? "key '" + name + "'" : part + ", key '" + name + "'");
    }

    PolicyFileException problem(Node at, String rule) {
        return problem(at.getStartMark(), rule);
    }

    PolicyFileException problem(Optional<Mark> at, String rule) {
        return at.map(mark -> problem(mark.getLine() + 1, rule)).orElseGet(() -> problem(rule));
    }

    PolicyFileException problem(int line, String rule) {
        return new PolicyFileException(file + ":" + line + ": " + about(rule));
    }

    /** For what has no line. */
    PolicyFileException problem(String rule) {
        return new PolicyFileException(file + ": " + about(rule));
    }

    private String about(String rule) {
        return part.isEmpty() ? rule : part + ": " + rule;
    }
}
