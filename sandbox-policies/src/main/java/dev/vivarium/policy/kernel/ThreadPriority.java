package dev.vivarium.policy.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets threads that work ahead go after those that somebody waits for. On Linux each thread has a priority of its own,
 * and those that it starts begin with it; to raise one again takes a right that workers don't have.
 */
public final class ThreadPriority {

    static final int PRIO_PROCESS = 0;

    /** Instead of a thread's id: the calling thread. */
    static final int CALLER = 0;

    /** The lowest of priorities: a hundredth of a processor that others want, all of one that nobody wants. */
    static final int LAST = 19;

    /** A quarter of a processor that one other thread wants. */
    static final int LATER = 5;

    /** How HotSpot names the threads of its second compiler; the kernel keeps 15 characters. */
    private static final String COMPILER = "C2 CompilerThre";

    private ThreadPriority() {}

    /**
     * The calling thread, and those that it starts from now on, go last. A confined process may still do that. Where it
     * can't be done nothing happens.
     */
    public static void last() {
        Kernel.open().call(Syscall.SETPRIORITY, PRIO_PROCESS, CALLER, LAST);
    }

    /** As {@link #last}, but not quite: for what somebody will want soon. */
    public static void later() {
        Kernel.open().call(Syscall.SETPRIORITY, PRIO_PROCESS, CALLER, LATER);
    }

    /**
     * The JVM's second compiler, which makes fast code faster, goes after scripts, and not far: what makes contexts needs
     * half a minute of its work. To be called before the process is confined. Where it can't be done nothing happens.
     */
    public static void compilerLater() {
        Kernel kernel = Kernel.open();
        for (long thread : compilers(Path.of("/proc/self/task"))) {
            kernel.call(Syscall.SETPRIORITY, PRIO_PROCESS, thread, LATER);
        }
    }

    /** The kernel's number of the calling thread. A confined process may still ask for that. */
    public static long callingThread() {
        return Kernel.open().call(Syscall.GETTID).value();
    }

    private static List<Long> compilers(Path threads) {
        try (Stream<Path> all = Files.list(threads)) {
            return all.filter(ThreadPriority::isCompiler)
                    .map(thread -> Long.parseLong(thread.getFileName().toString()))
                    .toList();
        } catch (IOException unknown) {
            return List.of();
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(COMPILER);
        } catch (IOException gone) {
            return false;
        }
    }
}
