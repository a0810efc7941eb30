package dev.vivarium.engine.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Source;

/**
 * The Sources of the scripts seen last, so that one that comes again finds its parsed and compiled code. Safe for use
 * by any thread.
 */
final class SourceCache {

    /** Bounds what a worker remembers; with sources of the largest size allowed this stays below its heap. */
    private static final int MOST = 256;

    /** One that is larger is parsed each time: a handful of them must not push all others out of the heap. */
    private static final int LONGEST = 64 * 1024;

    private record Key(String name, String text) {}

    private final Map<Key, Source> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Source> eldest) {
            return size() > MOST;
        }
    };

    /** The Source for that text under that name. */
    synchronized Source get(String name, String text) {
        return text.length() > LONGEST ? make(name, text) : sources.computeIfAbsent(new Key(name, text), this::make);
    }

    /** How many are kept. */
    synchronized int size() {
        return sources.size();
    }

    private Source make(Key key) {
        return make(key.name(), key.text());
    }

    private static Source make(String name, String text) {
        return Source.newBuilder("python", text, name).buildLiteral();
    }
}
