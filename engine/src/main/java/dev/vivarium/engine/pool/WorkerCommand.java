package dev.vivarium.engine.pool;

import dev.vivarium.engine.worker.KernelWalls;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.engine.worker.WorkerMain;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a worker process.
 *
 * @param heapMegabytes its Java heap
 * @param pythonWalls for tests: see there
 * @param kernelWalls for tests: see there
 */
public record WorkerCommand(int heapMegabytes, PythonWalls pythonWalls, KernelWalls kernelWalls) {

    /** A worker with all walls standing. */
    public static WorkerCommand confined(int heapMegabytes) {
        return new WorkerCommand(heapMegabytes, PythonWalls.STANDING, KernelWalls.STANDING);
    }

    /** A process that connects to {@code socket}; it inherits no environment and no open file. */
    ProcessBuilder process(Path socket) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.add("-cp");
        command.add(classPath());
        command.add(WorkerMain.class.getName());
        command.addAll(List.of(socket.toString(), pythonWalls.name(), kernelWalls.name()));
        ProcessBuilder process =
                new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true);
        process.environment().clear();
        return process;
    }

    private List<String> jvmOptions() {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                // A heap that is full stops the process instead of failing in whichever thread comes next.
                "-XX:+ExitOnOutOfMemoryError",
                // Nothing of the JVM's own may be written or listened to.
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Xshare:auto",
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
    }

    private static String classPath() {
        return WorkerClassPath.find().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
