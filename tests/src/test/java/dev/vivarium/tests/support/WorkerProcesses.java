package dev.vivarium.tests.support;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The child processes that this JVM started since {@link #watch()}: in a test that starts no others, its workers. */
public final class WorkerProcesses {

    private final Set<ProcessHandle> before = children();

    private WorkerProcesses() {}

    /** To be called before the Vivarium is opened whose workers are of interest. */
    public static WorkerProcesses watch() {
        return new WorkerProcesses();
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
