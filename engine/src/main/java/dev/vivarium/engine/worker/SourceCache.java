package dev.vivarium.engine.worker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Source;

/**
 * The Sources of the scripts seen last, so that one that comes again finds its parsed and compiled code. Safe for use
 * by any thread.
 */
final class SourceCache {

    /** How many it remembers. */
    private static final int MOST = 256;

    /**
     * How many characters they have together. Some 100 bytes of the heap for each were seen in a text full of lambdas: that
     * would be 50 MB.
     */
    private static final int MOST_CHARACTERS = 512 * 1024;

    /** One that is larger is parsed each time: a handful of them must not push all others out. */
    private static final int LONGEST = 64 * 1024;

    private record Key(String name, String text) {}

    private final Map<Key, Source> sources = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    /** The Source for that text under that name. */
    synchronized Source get(String name, String text) {
        if (text.length() > LONGEST) {
            return make(name, text);
        }
        Key key = new Key(name, text);
        Source known = sources.get(key);
        return known == null ? keep(key) : known;
    }

    private Source keep(Key key) {
        Source made = make(key.name(), key.text());
        sources.put(key, made);
        characters += key.text().length();
        Iterator<Key> eldest = sources.keySet().iterator();
        while (sources.size() > MOST || characters > MOST_CHARACTERS) {
            characters -= eldest.next().text().length();
            eldest.remove();
        }
        return made;
    }

    /** How many are kept. */
    synchronized int size() {
        return sources.size();
    }

    private static Source make(String name, String text) {
        return Source.newBuilder("python", text, name).buildLiteral();
    }
}
