package dev.vivarium.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes behind namespaces, with the tool {@code bwrap}. */
final class Bubblewrap {

    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib64", "/bin");

    private Bubblewrap() {}

    /** Why it can't be used, or empty if it can. */
    static Optional<String> whyNot() {
        try {
            Process trial = new ProcessBuilder("bwrap", "--unshare-all", "--ro-bind", "/", "/", "/bin/true")
                    .redirectErrorStream(true)
                    .start();
            String said = trial.inputReader().lines().findFirst().orElse("");
            return trial.waitFor() == 0 ? Optional.empty() : Optional.of("bwrap does not work here: " + said);
        } catch (IOException missing) {
            return Optional.of("bwrap is not installed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** A process of {@code python} that sees its library and the system's, for reading, and nothing else. */
    static List<String> around(CPython python) {
        List<String> command = new ArrayList<>(List.of("bwrap", "--unshare-all", "--die-with-parent"));
        for (String folder : SYSTEM) {
            if (Files.exists(Path.of(folder))) {
                command.addAll(List.of("--ro-bind", folder, folder));
            }
        }
        command.addAll(List.of("--ro-bind", python.prefix(), python.prefix(), "--dev", "/dev", "--proc", "/proc"));
        command.addAll(python.bare());
        return command;
    }
}
