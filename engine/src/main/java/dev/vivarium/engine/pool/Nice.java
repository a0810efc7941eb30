package dev.vivarium.engine.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts processes that let others go first, on systems that have such a thing. */
final class Nice {

    private static final Path PROGRAM = Path.of("/usr/bin/nice");

    private Nice() {}

    /** What comes before a command, which then has a priority that is lower by {@code level}, from 1 to 19. */
    static List<String> prefix(int level) {
        return Files.isExecutable(PROGRAM) ? List.of(PROGRAM.toString(), "-n", Integer.toString(level)) : List.of();
    }
}
