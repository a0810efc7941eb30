package dev.vivarium.policy.kernel;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The paths that a test child must be able to read to live: its JDK and its class path. */
final class NeededPaths {
    private NeededPaths() {}

    static List<Path> byThisJvm() {
        Stream<String> classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
        return Stream.concat(Stream.of(System.getProperty("java.home"), "/dev/random", "/dev/urandom"), classPath)
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath())
                .filter(path -> path.toFile().exists())
                .toList();
    }
}
