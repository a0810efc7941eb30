package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a run comes with besides its values: its capabilities' faces and its rules. */
final class RulesFormat {

    private RulesFormat() {}

    static void write(Face face, ItemWriter out) {
        out.array(4);
        writeFields(face, out);
        out.end();
    }

    static void writeFields(Face face, ItemWriter out) {
        out.integer(face.object());
        out.text(face.label());
        texts(face.attributes(), out);
        texts(face.methods(), out);
    }

    static Face faceFields(ItemReader in) throws ProtocolException {
        return new Face(in.integer("object"), in.text("label"), texts(in, "attributes"), texts(in, "methods"));
    }

    static List<Face> faces(ItemReader in) throws ProtocolException {
        List<Face> faces = new ArrayList<>();
        in.enter("capabilities");
        while (in.next()) {
            in.inside("capability");
            faces.add(faceFields(in));
            in.leave("capability");
        }
        return List.copyOf(faces);
    }

    static void write(Rules rules, ItemWriter out) {
        out.array(3);
        out.text(rules.policy());
        bounds(rules.bounds(), out);
        switch (rules.imports()) {
            case Names.All() -> out.nothing();
            case Names.Only(Set<String> names) -> texts(names, out);
        }
        out.end();
    }

    static Rules rules(ItemReader in) throws ProtocolException {
        in.enter("rules");
        Rules rules = new Rules(in.text("policy"), bounds(in), imports(in));
        in.leave("rules");
        return rules;
    }

    private static Names imports(ItemReader in) throws ProtocolException {
        return in.nextIsNothing("imports") ? Names.all() : Names.only(restOfTexts(in, "imports"));
    }

    private static void bounds(Bounds bounds, ItemWriter out) {
        Fields.writeNumbers(
                out,
                bounds.outputBytes(),
                bounds.outputLines(),
                bounds.returns(),
                bounds.valueBytes(),
                bounds.valueItems(),
                bounds.valueWidth(),
                bounds.valueDepth(),
                bounds.cpuNanos(),
                bounds.memoryBytes(),
                bounds.recursionBytes());
    }

    private static Bounds bounds(ItemReader in) throws ProtocolException {
        in.enter("bounds");
        Bounds bounds = new Bounds(
                count(in, "outputBytes"),
                count(in, "outputLines"),
                count(in, "returns"),
                count(in, "valueBytes"),
                count(in, "valueItems"),
                count(in, "valueWidth"),
                (int) in.integer("valueDepth", 0, Limits.DEEPEST_VALUE),
                count(in, "cpuNanos"),
                count(in, "memoryBytes"),
                count(in, "recursionBytes"));
        in.leave("bounds");
        return bounds;
    }

    private static long count(ItemReader in, String what) throws ProtocolException {
        return in.integer(what, 0, Long.MAX_VALUE);
    }

    private static void texts(Collection<String> texts, ItemWriter out) {
        out.array(texts.size());
        texts.forEach(out::text);
        out.end();
    }

    private static List<String> texts(ItemReader in, String what) throws ProtocolException {
        in.enter(what);
        return restOfTexts(in, what);
    }

    private static List<String> restOfTexts(ItemReader in, String what) throws ProtocolException {
        List<String> texts = new ArrayList<>();
        while (in.next()) {
            texts.add(in.currentText(what));
        }
        return List.copyOf(texts);
    }
}
