package dev.vivarium.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The Python of this machine.
 *
 * @param executable itself, and not a script that looks for it
 * @param prefix the folder of its library
 * @param version for example {@code 3.11.2}
 */
record CPython(String executable, String prefix, String version) {

    private static final String ASK =
            "import platform, sys; print(sys.executable, sys.base_prefix, platform.python_version(), sep='\\n')";
    private static final int ANSWERS = 3;

    /** Why there is none, or empty if there is one. */
    static Optional<String> whyNot() {
        try {
            find();
            return Optional.empty();
        } catch (IOException missing) {
            return Optional.of("python3 is not installed");
        }
    }

    /** The {@code python3} on the path. */
    static CPython find() throws IOException {
        Process process = new ProcessBuilder("python3", "-c", ASK)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = process.inputReader().lines().toList();
        if (said.size() != ANSWERS) {
            throw new IOException("python3 does not say what it is");
        }
        return new CPython(said.get(0), said.get(1), said.get(2));
    }

    /** A process that runs the text which follows, with nothing of the user's or the site's. */
    List<String> bare() {
        return List.of(executable, "-I", "-S", "-c");
    }
}
