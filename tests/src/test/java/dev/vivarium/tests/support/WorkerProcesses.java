package dev.vivarium.tests.support;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The child processes that this JVM started since {@link #watch()}: in a test that starts no others, its workers. */
public final class WorkerProcesses {

    private static final int NICE = 19 - 3;

    private final Set<ProcessHandle> before = children();

    private WorkerProcesses() {}

    /** To be called before the Vivarium is opened whose workers are of interest. */
    public static WorkerProcesses watch() {
        return new WorkerProcesses();
    }

    /** The nice values of all threads of all child processes that there are. */
    public static Set<Integer> niceValues() {
        Set<Integer> values = new HashSet<>();
        for (ProcessHandle child : children()) {
            Path threads = Path.of("/proc/" + child.pid() + "/task");
            try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
                for (Path thread : all) {
                    values.add(nice(Files.readString(thread.resolve("stat"))));
                }
            } catch (IOException | DirectoryIteratorException gone) {
                // It has ended meanwhile, or one of its threads has.
            }
        }
        return values;
    }

    /** Field 19 of proc(5)'s `stat`; field 2 is the name, in brackets, which may be anything. */
    private static int nice(String stat) {
        return Integer.parseInt(
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1)[NICE]);
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** Those that live. */
    public List<ProcessHandle> alive() {
        return children().stream()
                .filter(child -> !before.contains(child))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** The one that lives; fails if there are none or several. */
    public ProcessHandle only() {
        List<ProcessHandle> alive = alive();
        if (alive.size() != 1) {
            throw new AssertionError("expected one worker process, found " + alive.size());
        }
        return alive.getFirst();
    }
}
