package dev.vivarium.engine.worker;

import dev.vivarium.policy.kernel.Confinement;
import dev.vivarium.policy.kernel.ConfinementPlan;
import dev.vivarium.policy.kernel.ConfinementReport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's walls around a worker process: it reads Java and its own jars, writes nothing, and starts nothing. */
final class WorkerConfinement {

    /** Java's own sources of chance. */
    private static final List<Path> DEVICES = List.of(Path.of("/dev/urandom"), Path.of("/dev/random"));

    private WorkerConfinement() {}

    /**
     * Confines the calling process; to be called by its main thread before it makes any other.
     *
     * @return the walls, a phrase each
     */
    static List<String> apply() {
        ConfinementReport report =
                Confinement.apply(ConfinementPlan.builder().readable(readable()).build());
        if (!report.earlierThreads().isEmpty()) {
            // They would be outside Landlock, so a script must never run on one.
            throw new IllegalStateException("threads ran before the walls stood: " + report.earlierThreads());
        }
        return List.of(
                "no new privileges",
                "Landlock ABI " + report.landlockAbi(),
                "seccomp with " + report.filterInstructions() + " instructions",
                report.limits().size() + " resource limits");
    }

    private static List<Path> readable() {
        List<Path> paths = new ArrayList<>(DEVICES);
        paths.add(Path.of(System.getProperty("java.home")));
        Stream.of("java.class.path", "jdk.module.upgrade.path", "truffle.attach.library")
                .flatMap(path -> Stream.of(System.getProperty(path, "").split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .forEach(paths::add);
        return paths;
    }
}
