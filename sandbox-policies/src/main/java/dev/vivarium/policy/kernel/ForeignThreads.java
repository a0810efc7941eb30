package dev.vivarium.policy.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds single threads of other processes of the same user back: what does not stop shall not compete with what comes
 * next. Safe for use by any thread.
 */
public final class ForeignThreads {

    /** A tenth of a processor that one other thread wants: what is about to stop still gets there. */
    static final int BACK = 10;

    private static final Path PROCESSES = Path.of("/proc");

    private final Kernel kernel;

    private ForeignThreads(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Empty where this JVM was not given native access ({@code --enable-native-access}), which it is not asked for, or
     * where the system's calls are not known. Takes a tenth of a second the first time: not for a thread that somebody
     * waits for.
     */
    public static Optional<ForeignThreads> open() {
        if (!ForeignThreads.class.getModule().isNativeAccessEnabled() || !KernelProbe.knowsCalls()) {
            return Optional.empty();
        }
        Kernel kernel = Kernel.open();
        // The first call prepares all others.
        kernel.call(Syscall.GETTID);
        return Optional.of(new ForeignThreads(kernel));
    }

    /**
     * A thread has a lower priority from now on, for good. Nothing happens if it is none of that process, whose word need
     * not be true, or if this user may not do it.
     *
     * @param process its number, as {@link Process#pid} has it
     * @param thread the kernel's number of the thread
     */
    public void holdBack(long process, long thread) {
        if (thread > 0 && Files.exists(PROCESSES.resolve(process + "/task/" + thread))) {
            kernel.call(Syscall.SETPRIORITY, ThreadPriority.PRIO_PROCESS, thread, BACK);
        }
    }
}
