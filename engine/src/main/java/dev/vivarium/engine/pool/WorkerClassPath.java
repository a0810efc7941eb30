package dev.vivarium.engine.pool;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

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

    private static final String DESCRIPTOR = "module-info.class";

    private WorkerClassPath() {}

    /** Found out once: to read the descriptors of a hundred jars takes tenths of a second in a new JVM. */
    private static final class Found {

        private static final List<Path> ALL = hostPath();
        private static final Map<String, NamedModule> MODULES = modules(ALL);
        private static final List<Path> NEEDED =
                MODULES.keySet().containsAll(ROOTS) ? List.copyOf(closure(MODULES)) : ALL;
        private static final List<Path> COMPILERS = COMPILER.stream()
                .flatMap(name -> Stream.ofNullable(MODULES.get(name)))
                .map(NamedModule::location)
                .toList();

        private Found() {}
    }

    /** A jar, or a folder with classes, that says which module it is. */
    private record NamedModule(Path location, ModuleDescriptor descriptor) {}

    /**
     * The entries, absolute. When the engine can't be told from the rest, because everything is packed in one jar,
     * that is the host's whole path.
     */
    static List<Path> find() {
        return Found.NEEDED;
    }

    /** The compiler and what it needs; empty if the host's path does not have all of it. */
    static List<Path> compiler() {
        return Found.COMPILERS.size() == COMPILER.size() ? Found.COMPILERS : List.of();
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

    private static Map<String, NamedModule> modules(List<Path> entries) {
        Map<String, NamedModule> modules = new HashMap<>();
        entries.stream()
                .flatMap(WorkerClassPath::places)
                .flatMap(place -> named(place).stream())
                .forEach(found -> modules.putIfAbsent(found.descriptor().name(), found));
        return modules;
    }

    /** An entry of a module path may be a folder full of jars. */
    private static Stream<Path> places(Path entry) {
        if (!Files.isDirectory(entry) || Files.exists(entry.resolve(DESCRIPTOR))) {
            return Stream.of(entry);
        }
        try (Stream<Path> files = Files.list(entry)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    /**
     * Which module is there; empty if nothing says so. A finder of the JDK's would also check signatures and look
     * through all classes of what has no descriptor, which took 0.7 s of a new JVM's first second.
     */
    private static Optional<NamedModule> named(Path place) {
        try {
            return Files.isDirectory(place) ? inFolder(place) : inJar(place);
        } catch (IOException | InvalidModuleDescriptorException none) {
            // No module, so none of those that are looked for.
            return Optional.empty();
        }
    }

    private static Optional<NamedModule> inFolder(Path folder) throws IOException {
        try (InputStream descriptor = Files.newInputStream(folder.resolve(DESCRIPTOR))) {
            return Optional.of(new NamedModule(folder, ModuleDescriptor.read(descriptor)));
        }
    }

    private static Optional<NamedModule> inJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            ZipEntry entry = jar.getEntry(DESCRIPTOR);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream descriptor = jar.getInputStream(entry)) {
                return Optional.of(new NamedModule(file, ModuleDescriptor.read(descriptor)));
            }
        }
    }

    private static Set<Path> closure(Map<String, NamedModule> modules) {
        Set<Path> needed = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(ROOTS);
        Deque<String> open = new ArrayDeque<>(ROOTS);
        while (!open.isEmpty()) {
            NamedModule module = modules.get(open.remove());
            if (module != null && needed.add(module.location())) {
                requirements(module.descriptor()).filter(seen::add).forEach(open::add);
            }
        }
        return needed;
    }

    private static Stream<String> requirements(ModuleDescriptor module) {
        return module.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> !NOT_IN_WORKERS.contains(name))
                // Sets have another order in each JVM, and a start cache is good for one order only.
                .sorted();
    }
}
