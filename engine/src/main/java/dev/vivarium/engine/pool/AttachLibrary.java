package dev.vivarium.engine.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A small native library that GraalPy's compiler needs and would unpack by itself, which a confined worker can't. So the
 * host does, once, into a file that only its own user may read.
 */
final class AttachLibrary {

    private static final String RESOURCE =
            "META-INF/resources/engine/libtruffleattach/linux/amd64/bin/libtruffleattach.so";

    private static @Nullable Path unpacked;

    private AttachLibrary() {}

    /** Whether there is one to unpack. */
    static boolean isThere() {
        return Engine.class.getClassLoader().getResource(RESOURCE) != null;
    }

    /**
     * The unpacked file, which is deleted when this JVM ends; empty if there is none.
     *
     * @throws UncheckedIOException if it can't be written
     */
    static synchronized Optional<Path> file() {
        if (unpacked == null || !Files.exists(unpacked)) {
            try (InputStream content = Engine.class.getClassLoader().getResourceAsStream(RESOURCE)) {
                if (content != null) {
                    Path file = Files.createTempFile("vivarium-", ".so");
                    file.toFile().deleteOnExit();
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                    unpacked = file;
                }
            } catch (IOException full) {
                throw new UncheckedIOException("the compiler's library can't be unpacked", full);
            }
        }
        return Optional.ofNullable(unpacked);
    }
}
