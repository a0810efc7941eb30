package dev.vivarium.engine.pool;

import dev.vivarium.engine.worker.KernelWalls;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.engine.worker.WorkerMain;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a worker process.
 *
 * @param kind what it is good at
 * @param heapMegabytes its Java heap
 * @param pythonWalls for tests: see there
 * @param kernelWalls for tests: see there
 */
public record WorkerCommand(WorkerKind kind, int heapMegabytes, PythonWalls pythonWalls, KernelWalls kernelWalls) {

    /** All options but the size of the heap. */
    private static final List<String> FIXED_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            // The making of a context goes through all of the heap's new part: it takes a tenth less time so.
            "-XX:+UseTransparentHugePages",
            // Beside the heap: some 120 MB of classes with all of the runtime in it, and hardly any buffers.
            "-XX:MaxMetaspaceSize=256m",
            // Else whoever starts without a cache collects all of the heap four times, for the classes that it loads.
            "-XX:MetaspaceSize=256m",
            "-XX:MaxDirectMemorySize=32m",
            // Else the second compiler inlines next to nothing into GraalPy's interpreter loop: it has 7,908 bytes of
            // the 8,000 that are allowed together. So it is compiled in half of the time, and runs a quarter faster.
            "-XX:-ClipInlining",
            // A running method is compiled for its loops' sake after some milliseconds in one. Else after 1,024 rounds,
            // and the first would be that interpreter loop, for seconds, and then once more for its calls.
            "-XX:Tier0BackedgeNotifyFreqLog=16",
            "-XX:Tier2BackedgeNotifyFreqLog=20",
            "-XX:Tier3BackedgeNotifyFreqLog=20",
            // What the JVM's own compiler has used and freed goes back to the system, in milliseconds.
            "-XX:TrimNativeHeapInterval=10000",
            // A heap that is full stops the process instead of failing in whichever thread comes next.
            "-XX:+ExitOnOutOfMemoryError",
            // Nothing of the JVM's own may be written or listened to.
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // Scripts see these, or the runtime looks there: none may tell of the host, and nothing can be made
            // below a device, whoever the worker runs as.
            "-Djava.io.tmpdir=/dev/null/none",
            "-Duser.home=/dev/null/none",
            "-Duser.name=vivarium",
            "-Duser.timezone=UTC",
            "-Duser.language=en",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8");

    /**
     * What runs once for each context or each module in it, and is large: no program gets faster by it, and at first the
     * compiler is busy for a minute with these alone. They are functions of the import system, of modules that make
     * classes while they are imported, and of our own files in `stdlib`.
     */
    private static final String NEVER_COMPILED = Stream.of(
                    "_find_and_load",
                    "_find_and_load_unlocked",
                    "_find_spec",
                    "find_spec",
                    "_gcd_import",
                    "_get_module_lock",
                    "_sanity_check",
                    "_call_with_frames_removed",
                    "_init_module_attrs",
                    "_wrap",
                    "module_from_spec",
                    "spec_from_loader",
                    "exec_frozen",
                    "exec_source",
                    "convert_class",
                    "namedtuple",
                    "register",
                    "_vivarium_faces")
            // How the runtime calls the code of a function, but for the hash code that follows.
            .map(function -> "~bytecode " + function + " at")
            .collect(Collectors.joining(","));

    /** What makes GraalPy use the compiler that is on the upgrade path. */
    private static final List<String> COMPILER_OPTIONS = List.of(
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+EnableJVMCI",
            // The other processors have scripts. It never ends: a new one would have a script's priority.
            "-Dpolyglot.engine.CompilerThreads=1",
            "-Dpolyglot.engine.CompilerIdleDelay=0",
            // To compile first quickly and then well takes longer than to do it well at once: most of this compiler's
            // time goes into what both have in common.
            "-Dpolyglot.engine.MultiTier=false",
            "-Dpolyglot.engine.CompileOnly=" + NEVER_COMPILED);

    private static final List<String> BRIEF_OPTIONS = List.of(
            // The JVM's first compiler alone: the second one's work pays only after some hundred scripts.
            "-XX:TieredStopAtLevel=1",
            // The first compiler alone may have so little code that all of the heap is collected to make room for more.
            "-XX:ReservedCodeCacheSize=240m");

    /** The heap's new part is larger by this: a collection would fall into the first script, and take a tenth of a second. */
    private static final int BRIEF_MEGABYTES = 64;

    /** What share of its heap a JVM uses for new objects, unless it is told. */
    private static final int NEW_SHARE = 3;

    /** The compiler's own objects are in the same heap. */
    private static final int COMPILER_MEGABYTES = 256;

    /**
     * A worker that starts quickly, with all walls standing.
     *
     * @param warmUp whether it becomes warm before it takes its first script
     */
    public static WorkerCommand confined(int heapMegabytes, boolean warmUp) {
        return warmUp
                ? new WorkerCommand(WorkerKind.QUICK, heapMegabytes, PythonWalls.STANDING, KernelWalls.STANDING)
                : new WorkerCommand(
                        WorkerKind.BRIEF, heapMegabytes + BRIEF_MEGABYTES, PythonWalls.STANDING, KernelWalls.STANDING);
    }

    /** The same for workers that compile Python; empty if there is no compiler on the host's path. */
    Optional<WorkerCommand> peak() {
        return compilerPath().isEmpty() || !AttachLibrary.isThere()
                ? Optional.empty()
                : Optional.of(new WorkerCommand(
                        WorkerKind.PEAK, heapMegabytes + COMPILER_MEGABYTES, pythonWalls, kernelWalls));
    }

    /** A process that connects to {@code socket}; it inherits no environment and no open file. */
    ProcessBuilder process(Path socket) {
        Optional<String> helper = kind == WorkerKind.PEAK
                ? AttachLibrary.file().map(file -> "-Dtruffle.attach.library=" + file)
                : startCache().flatMap(StartCache::file).map(cache -> "-XX:AOTCache=" + cache);
        List<String> command = helper.map(this::jvm).orElseGet(this::jvm);
        command.add(WorkerMain.class.getName());
        command.addAll(List.of(
                socket.toString(),
                pythonWalls.name(),
                kernelWalls.name(),
                kind.jvm().name()));
        return bare(command);
    }

    /** What a JVM for workers begins with: program, options, these ones too, and class path. A list of the caller's. */
    List<String> jvm(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(FIXED_OPTIONS);
        if (kind == WorkerKind.BRIEF) {
            command.addAll(BRIEF_OPTIONS);
            int newShare = (heapMegabytes - BRIEF_MEGABYTES) / NEW_SHARE;
            command.add("-Xmn" + (newShare + BRIEF_MEGABYTES) + "m");
        }
        if (kind == WorkerKind.PEAK) {
            command.addAll(COMPILER_OPTIONS);
            command.addAll(List.of("--upgrade-module-path", joined(compilerPath())));
        }
        command.addAll(List.of(more));
        command.add("-cp");
        command.add(classPath());
        return command;
    }

    /** A process without environment and with one stream of output. */
    static ProcessBuilder bare(List<String> command) {
        ProcessBuilder process =
                new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true);
        process.environment().clear();
        return process;
    }

    /** What makes such workers start fast, where that is possible. */
    Optional<StartCache> startCache() {
        return kind == WorkerKind.PEAK ? Optional.empty() : StartCache.of(FIXED_OPTIONS, classPath());
    }

    private static String classPath() {
        return joined(WorkerClassPath.find());
    }

    private static List<Path> compilerPath() {
        return WorkerClassPath.compiler();
    }

    private static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
