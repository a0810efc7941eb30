package dev.vivarium.policy.kernel;

import static dev.vivarium.policy.kernel.ArgumentCheck.hasNoneOf;
import static dev.vivarium.policy.kernel.ArgumentCheck.is;
import static dev.vivarium.policy.kernel.SyscallRule.allow;
import static dev.vivarium.policy.kernel.SyscallRule.refuse;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker may ask the kernel for once it runs guests: what a JVM with GraalPy was seen doing, and nothing else.
 *
 * <p>The list comes from traces of JDK 25 with GraalPy 25.0, interpreter and compiler, that start and end threads,
 * collect garbage, load classes from jars, overflow stacks, run out of memory and talk over a connected socket. A call
 * that is missing answers EPERM, so a JVM that newly needs one says so in an exception and isn't killed.
 */
final class WorkerSyscalls {
    /** Calls that are harmless whatever their arguments, because they only touch what the process already holds. */
    private static final List<Syscall> ALWAYS = List.of(
            // Waiting and time.
            Syscall.FUTEX,
            Syscall.SCHED_YIELD,
            Syscall.NANOSLEEP,
            Syscall.CLOCK_NANOSLEEP,
            Syscall.CLOCK_GETTIME,
            Syscall.CLOCK_GETRES,
            Syscall.GETTIMEOFDAY,
            Syscall.TIME,
            Syscall.TIMES,
            Syscall.RESTART_SYSCALL,
            // Memory. PROT_EXEC stays possible: the compiler writes code and libraries are mapped.
            Syscall.MMAP,
            Syscall.MPROTECT,
            Syscall.MUNMAP,
            Syscall.MREMAP,
            Syscall.MADVISE,
            Syscall.MINCORE,
            Syscall.BRK,
            Syscall.MEMBARRIER,
            // Open descriptors: the link, the jars, the standard streams.
            Syscall.READ,
            Syscall.READV,
            Syscall.PREAD64,
            Syscall.WRITE,
            Syscall.WRITEV,
            Syscall.LSEEK,
            Syscall.CLOSE,
            Syscall.FSTAT,
            Syscall.GETDENTS64,
            Syscall.SHUTDOWN,
            Syscall.DUP,
            Syscall.DUP2,
            Syscall.DUP3,
            Syscall.POLL,
            Syscall.PPOLL,
            Syscall.EPOLL_CREATE1,
            Syscall.EPOLL_CTL,
            Syscall.EPOLL_WAIT,
            Syscall.EPOLL_PWAIT,
            Syscall.EVENTFD2,
            Syscall.PIPE2,
            // Looking up names; the contents are Landlock's to give.
            Syscall.STAT,
            Syscall.LSTAT,
            Syscall.NEWFSTATAT,
            Syscall.STATX,
            Syscall.ACCESS,
            Syscall.FACCESSAT,
            Syscall.FACCESSAT2,
            Syscall.READLINK,
            Syscall.READLINKAT,
            Syscall.GETCWD,
            // Signals: the JVM's own handlers, which stack overflow and safepoints live on.
            Syscall.RT_SIGACTION,
            Syscall.RT_SIGPROCMASK,
            Syscall.RT_SIGRETURN,
            Syscall.SIGALTSTACK,
            // Starting and ending threads.
            Syscall.SET_ROBUST_LIST,
            Syscall.RSEQ,
            Syscall.EXIT,
            Syscall.EXIT_GROUP,
            // Questions about itself and the machine.
            Syscall.GETPID,
            Syscall.GETTID,
            Syscall.GETUID,
            Syscall.GETEUID,
            Syscall.GETGID,
            Syscall.GETEGID,
            Syscall.GETCPU,
            Syscall.SCHED_GETAFFINITY,
            Syscall.GETRLIMIT,
            Syscall.GETRUSAGE,
            Syscall.SYSINFO,
            Syscall.UNAME,
            Syscall.GETRANDOM);

    /** CLONE_VM|FS|FILES|SIGHAND|THREAD|SYSVSEM|SETTLS|PARENT_SETTID|CHILD_CLEARTID: pthread_create, nothing else. */
    private static final int THREAD_FLAGS = 0x003d_0f00;
    /** CLONE_DETACHED, which does nothing but which musl adds. */
    private static final int MUSL_FLAG = 0x0040_0000;

    /** O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_PATH|__O_TMPFILE; Landlock doesn't watch O_PATH. */
    private static final int OPEN_FLAGS_REFUSED = 0x0060_0243;

    /** F_DUPFD, F_GETFD, F_SETFD, F_GETFL and F_DUPFD_CLOEXEC; not F_SETOWN, which aims signals at others. */
    private static final List<Integer> FCNTL_COMMANDS = List.of(0, 1, 2, 3, 1030);

    private static final int F_SETFL = 4;
    private static final int O_ASYNC = 0x2000;

    /** FIONREAD, for InputStream.available, and TCGETS, for isatty; not TIOCSTI, which types into the terminal. */
    private static final List<Integer> IOCTL_REQUESTS = List.of(0x541b, 0x5401);

    /** PR_SET_NAME and PR_GET_NAME: the names of threads. */
    private static final List<Integer> PRCTL_OPTIONS = List.of(15, 16);

    private WorkerSyscalls() {}

    /** The filter for the process with this id; the id is part of it, because it may signal only its own threads. */
    static SyscallFilter forProcess(int pid) {
        List<SyscallRule> rules = new ArrayList<>();
        ALWAYS.forEach(call -> rules.add(allow(call)));
        rules.addAll(threads(pid));
        rules.addAll(files());
        rules.addAll(oneOf(Syscall.FCNTL, 1, FCNTL_COMMANDS));
        rules.addAll(oneOf(Syscall.IOCTL, 1, IOCTL_REQUESTS));
        rules.addAll(oneOf(Syscall.PRCTL, 0, PRCTL_OPTIONS));
        rules.addAll(askingForLimits(pid));
        return new SyscallFilter(rules, Verdict.errno(Errno.EPERM));
    }

    private static List<SyscallRule> threads(int pid) {
        return List.of(
                // Its flags are behind a pointer, where a filter can't look. ENOSYS makes the C library use clone.
                refuse(Syscall.CLONE3, Errno.ENOSYS),
                allow(Syscall.CLONE, new ArgumentCheck.LowBits(0, ~MUSL_FLAG, THREAD_FLAGS)),
                allow(Syscall.TGKILL, is(0, pid)),
                ownPriority(ThreadPriority.LATER),
                ownPriority(ThreadPriority.LAST));
    }

    /** The calling thread may go after others, and do nothing else to anybody's priority. */
    private static SyscallRule ownPriority(int priority) {
        return allow(
                Syscall.SETPRIORITY, is(0, ThreadPriority.PRIO_PROCESS), is(1, ThreadPriority.CALLER), is(2, priority));
    }

    private static List<SyscallRule> files() {
        return List.of(
                allow(Syscall.OPENAT, hasNoneOf(2, OPEN_FLAGS_REFUSED)),
                allow(Syscall.OPEN, hasNoneOf(1, OPEN_FLAGS_REFUSED)),
                allow(Syscall.FCNTL, is(1, F_SETFL), hasNoneOf(2, O_ASYNC)));
    }

    /** Asking for limits is fine, setting them isn't; process 0 means the caller. */
    private static List<SyscallRule> askingForLimits(int pid) {
        ArgumentCheck nothingNew = new ArgumentCheck.Null(2);
        return List.of(
                allow(Syscall.PRLIMIT64, is(0, 0), nothingNew), allow(Syscall.PRLIMIT64, is(0, pid), nothingNew));
    }

    private static List<SyscallRule> oneOf(Syscall call, int index, List<Integer> values) {
        return values.stream().map(value -> allow(call, is(index, value))).toList();
    }
}
