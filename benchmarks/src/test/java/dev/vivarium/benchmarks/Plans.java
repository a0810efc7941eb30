package dev.vivarium.benchmarks;

import java.nio.file.Path;

/** Plans for tests. */
final class Plans {

    private Plans() {}

    static Plan quick() {
        return new Plan(true, false, Path.of(""), _ -> {});
    }
}
