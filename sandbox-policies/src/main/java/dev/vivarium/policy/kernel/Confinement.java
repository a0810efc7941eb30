package dev.vivarium.policy.kernel;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Raises the walls around this very process. There is no way back.
 *
 * <p>Landlock and the dropping of capabilities bind the calling thread and the threads that it and they start later;
 * the filter and the limits bind all threads. So this is called on the main thread before there is any thread that
 * could work for a guest, and after the process has connected the sockets it needs.
 */
public final class Confinement {
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final long AF_UNIX = 1;
    private static final long SOCK_STREAM = 1;
    private static final long AT_FDCWD = -100;
    /** Instead of a process's id. */
    private static final int CALLER = 0;
    /** Instead of a group's id: the process's own, of which it is the first. */
    private static final int OWN_GROUP = 0;

    /** O_RDONLY|O_DIRECTORY|O_CLOEXEC. */
    private static final long DIRECTORY = 0x0009_0000;

    private static final AtomicBoolean TRIED = new AtomicBoolean();

    private final Kernel kernel;

    private Confinement(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Confines this process as the plan says, once.
     *
     * @throws ConfinementException when any step fails; the process may then be half confined and should end
     */
    public static ConfinementReport apply(ConfinementPlan plan) {
        if (TRIED.getAndSet(true)) {
            throw ConfinementException.because(
                    ConfinementStep.SUPPORT, "that was tried before, and a process can be confined only once");
        }
        KernelSupport.probe().whyNotConfinable().ifPresent(reason -> {
            throw ConfinementException.because(ConfinementStep.SUPPORT, reason);
        });
        return new Confinement(Kernel.open()).raise(plan);
    }

    private ConfinementReport raise(ConfinementPlan plan) {
        List<String> earlier = EarlierThreads.names();
        leaveGroup();
        prctl(ConfinementStep.NO_NEW_PRIVILEGES, "PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1);
        boolean dropped = new Capabilities(kernel).drop();
        prctl(ConfinementStep.NOT_DUMPABLE, "PR_SET_DUMPABLE", PR_SET_DUMPABLE, 0);
        int abi = new Landlock(kernel).allowReadingOnly(plan.readable());
        Map<Resource, Long> limits = new ResourceLimits(kernel).set(plan.limits());
        int pid = (int) kernel.call(Syscall.GETPID).value();
        int instructions = Seccomp.install(kernel, WorkerSyscalls.forProcess(pid));
        verify();
        return new ConfinementReport(abi, instructions, dropped, limits, earlier);
    }

    /**
     * Not setsid(): where Linux groups tasks by session (sched_autogroup_enabled, most distributions' default), a session
     * of its own would have as much of a processor as the host's whatever the priorities of its threads are, and what a
     * worker does ahead of time would hold up the host. A process that leads a session already may not, and need not.
     */
    private void leaveGroup() {
        SyscallResult result = kernel.call(Syscall.SETPGID, CALLER, OWN_GROUP);
        if (result.failed() && !result.failedWith(Errno.EPERM)) {
            throw ConfinementException.failed(ConfinementStep.PROCESS_GROUP, "setpgid()", result, "");
        }
    }

    private void prctl(ConfinementStep step, String name, int option, int value) {
        SyscallResult result = kernel.call(Syscall.PRCTL, option, value, 0, 0, 0);
        if (result.failed()) {
            throw ConfinementException.failed(step, "prctl(" + name + ")", result, "an outer sandbox forbids it");
        }
    }

    /** Believes nobody: a socket must be refused by the filter, and the root directory by Landlock. */
    private void verify() {
        expect(Errno.EPERM, "making a socket", kernel.call(Syscall.SOCKET, AF_UNIX, SOCK_STREAM, 0));
        try (Arena arena = Arena.ofConfined()) {
            long root = Kernel.cString(arena, "/").address();
            expect(Errno.EACCES, "listing /", kernel.call(Syscall.OPENAT, AT_FDCWD, root, DIRECTORY));
        }
    }

    private static void expect(int errno, String what, SyscallResult result) {
        if (!result.failedWith(errno)) {
            String outcome = result.failed() ? "failed with " + Errno.name(result.errno()) : "worked";
            throw ConfinementException.because(
                    ConfinementStep.VERIFICATION,
                    what + " " + outcome + " where it had to fail with " + Errno.name(errno));
        }
    }
}
