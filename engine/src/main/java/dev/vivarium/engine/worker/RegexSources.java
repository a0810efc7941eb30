package dev.vivarium.engine.worker;

import com.oracle.truffle.api.source.Source;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Engine;

/**
 * Keeps what an Engine has compiled of regular expressions. The runtime lets go of the Source of an expression as soon as
 * it has parsed it, and with it, at the next collection, of all code: then each context compiles the same expression
 * anew, and the compiler has nothing else to do. The Engine finds its code again as long as anybody has an equal Source.
 * Used by one thread.
 */
final class RegexSources {

    private static final String REGEX = "regex";

    /** How many are kept: those that were seen last. */
    private static final int MOST = 128;

    /** In characters; what is longer may be large once it is compiled, and is rarely written twice. */
    private static final int LONGEST = 1_000;

    private final Engine engine;

    /** Softly: a heap that gets full gets them back. */
    private final Map<String, SoftReference<Source>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Source>> eldest) {
            return size() > MOST;
        }
    };

    RegexSources(Engine engine) {
        this.engine = engine;
    }

    /** Keeps those that the Engine has at this moment. Takes a tenth of a millisecond. */
    void keep() {
        for (org.graalvm.polyglot.Source cached : engine.getCachedSources()) {
            if (isRegex(cached) && cached.getLength() <= LONGEST) {
                keep(cached);
            }
        }
    }

    static boolean isRegex(org.graalvm.polyglot.Source source) {
        return source.getLanguage().equals(REGEX);
    }

    private void keep(org.graalvm.polyglot.Source cached) {
        String text = cached.getCharacters().toString();
        SoftReference<Source> known = kept.get(text);
        if (known == null || known.get() == null) {
            // Not with the embedder's own builder: its Sources never equal those that the runtime makes for itself.
            Source equal = Source.newBuilder(REGEX, text, cached.getName())
                    .mimeType(cached.getMimeType())
                    .internal(true)
                    .build();
            kept.put(text, new SoftReference<>(equal));
        }
    }

    /** How many are kept. */
    int size() {
        return kept.size();
    }
}
