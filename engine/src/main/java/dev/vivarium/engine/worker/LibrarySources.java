package dev.vivarium.engine.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Source;

/**
 * The modules of Python's library as Sources, one for each: all contexts of an Engine share what is parsed and compiled
 * of them. Safe for use by any thread; holds no more than the library has files, whatever it is asked for.
 */
final class LibrarySources {

    private static final String PYTHON = ".py";

    private final PythonHome home;
    private final Map<String, Optional<Source>> sources = new ConcurrentHashMap<>();

    LibrarySources(PythonHome home) {
        this.home = home;
    }

    /** The Source of the module in the file {@code path}, absolute; empty if there is none, or it can't be shared. */
    Optional<Source> get(String path) {
        return path.endsWith(PYTHON) && home.isFile(path)
                ? sources.computeIfAbsent(path, this::make)
                : Optional.empty();
    }

    private Optional<Source> make(String path) {
        try {
            String text = new String(home.read(path), StandardCharsets.UTF_8);
            return ModuleText.marked(text)
                    .map(marked -> Source.newBuilder("python", marked, path).buildLiteral());
        } catch (IOException unreadable) {
            // Python's own loader fails with it as well, and tells why.
            return Optional.empty();
        }
    }
}
