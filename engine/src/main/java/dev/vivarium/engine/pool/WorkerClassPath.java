package dev.vivarium.engine.pool;

import java.io.File;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a worker loads: of all that is on the host's class path and module path, only the jars that the engine and
 * GraalPy need. A worker shall not even be able to read the game's own classes.
 */
final class WorkerClassPath {

    private static final List<String> ROOTS =
            List.of("dev.vivarium.engine", "org.graalvm.py", "org.graalvm.py.resources", "org.graalvm.truffle.runtime");

    /** Required by descriptors, and not used by the engine's code in a worker. */
    private static final Set<String> NOT_IN_WORKERS = Set.of(
            "tools.jackson.databind",
            "com.fasterxml.jackson.annotation",
            "org.jspecify",
            "org.slf4j",
            "org.snakeyaml.engine");

    /** The JDK has a module of the first name, too, which is empty. */
    private static final List<String> COMPILER = List.of(
            "jdk.graal.compiler", "org.graalvm.truffle.compiler", "org.graalvm.collections", "org.graalvm.word");

    private WorkerClassPath() {}

    /**
     * The entries, absolute. When the engine can't be told from the rest, because everything is packed in one jar,
     * that is the host's whole path.
     */
    static List<Path> find() {
        List<Path> all = hostPath();
        Map<String, Path> modules = modules(all);
        return modules.keySet().containsAll(ROOTS) ? List.copyOf(closure(modules)) : all;
    }

    /** The compiler and what it needs; empty if the host's path does not have all of it. */
    static List<Path> compiler() {
        Map<String, Path> modules = modules(hostPath());
        return modules.keySet().containsAll(COMPILER)
                ? COMPILER.stream().map(modules::get).toList()
                : List.of();
    }

    private static List<Path> hostPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(Files::exists)
                .distinct()
                .toList();
    }

    private static Map<String, Path> modules(List<Path> entries) {
        Map<String, Path> modules = new HashMap<>();
        for (Path entry : entries) {
            try {
                ModuleFinder.of(entry)
                        .findAll()
                        .forEach(found -> modules.putIfAbsent(found.descriptor().name(), location(found, entry)));
            } catch (FindException unnamed) {
                // No module, so none of those that are looked for.
            }
        }
        return modules;
    }

    /** The entry itself is a folder full of jars on some module paths. */
    private static Path location(ModuleReference found, Path entry) {
        return found.location().map(Path::of).orElse(entry);
    }

    private static Set<Path> closure(Map<String, Path> modules) {
        Set<Path> needed = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(ROOTS);
        Deque<String> open = new ArrayDeque<>(ROOTS);
        while (!open.isEmpty()) {
            Path location = modules.get(open.remove());
            if (location != null && needed.add(location)) {
                requirements(location).filter(seen::add).forEach(open::add);
            }
        }
        return needed;
    }

    private static Stream<String> requirements(Path location) {
        return ModuleFinder.of(location).findAll().stream()
                .flatMap(module -> module.descriptor().requires().stream())
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> !NOT_IN_WORKERS.contains(name))
                // Sets have another order in each JVM, and a start cache is good for one order only.
                .distinct()
                .sorted();
    }
}
