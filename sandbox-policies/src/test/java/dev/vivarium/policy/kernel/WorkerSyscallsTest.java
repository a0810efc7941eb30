package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkerSyscallsTest {
    private static final int PID = 4711;
    private static final Verdict DENIED = Verdict.errno(Errno.EPERM);

    private final BpfInterpreter filter = new BpfInterpreter(FilterCompiler.compile(WorkerSyscalls.forProcess(PID)));

    @ParameterizedTest
    @EnumSource(Refused.class)
    void refuses(Refused call) {
        assertThat(filter.decide(call.number())).isEqualTo(DENIED);
        assertThat(filter.decide(call.number(), PID, PID, PID, -1, -1, -1)).isEqualTo(DENIED);
    }

    @ParameterizedTest
    @CsvSource({"READ", "WRITE", "FUTEX", "MMAP", "EXIT_GROUP", "EPOLL_WAIT", "GETRANDOM", "RT_SIGRETURN"})
    void allowsWhatEveryJvmDoes(Syscall call) {
        assertThat(filter.decide(call.number(), -1, -1, -1, -1, -1, -1)).isEqualTo(Verdict.ALLOW);
    }

    /** A new kind of call is refused before anybody has thought about it. */
    @Test
    void refusesEveryNumberThatItDoesNotName() {
        long allowed = IntStream.range(0, 2000)
                .filter(number -> filter.decide(number).equals(Verdict.ALLOW))
                .count();
        // All of Syscall but those that are for raising the walls only or need arguments other than zero.
        assertThat(allowed).isLessThan(Syscall.values().length);
        assertThat(IntStream.range(470, 2000).mapToObj(filter::decide)).containsOnly(DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "CLONE,   0, 0x003d0f00,         ALLOW", // pthread_create of glibc
        "CLONE,   0, 0x007d0f00,         ALLOW", // of musl
        "CLONE,   0, 0x00000011,         DENY", // fork: SIGCHLD alone
        "CLONE,   0, 0x00004111,         DENY", // vfork: CLONE_VM|CLONE_VFORK|SIGCHLD
        "CLONE,   0, 0x103d0f00,         DENY", // a thread in a new user namespace
        "CLONE,   0, 0x003c0f00,         DENY", // not CLONE_THREAD
        "CLONE,   0, 0x003d0e00,         DENY", // not CLONE_VM
        "TGKILL,  0, 4711,               ALLOW",
        "TGKILL,  0, 4712,               DENY",
        "TGKILL,  0, -1,                 DENY",
        "OPENAT,  2, 0x80000,            ALLOW", // O_RDONLY|O_CLOEXEC
        "OPENAT,  2, 0x1,                DENY", // O_WRONLY
        "OPENAT,  2, 0x2,                DENY", // O_RDWR
        "OPENAT,  2, 0x3,                DENY", // the odd access mode for ioctl only
        "OPENAT,  2, 0x40,               DENY", // O_CREAT
        "OPENAT,  2, 0x200,              DENY", // O_TRUNC
        "OPENAT,  2, 0x200000,           DENY", // O_PATH
        "OPENAT,  2, 0x410000,           DENY", // O_TMPFILE
        "OPEN,    1, 0x0,                ALLOW",
        "OPEN,    1, 0x241,              DENY",
        "FCNTL,   1, 3,                  ALLOW", // F_GETFL
        "FCNTL,   1, 8,                  DENY", // F_SETOWN
        "FCNTL,   1, 10,                 DENY", // F_SETSIG
        "FCNTL,   1, 1033,               DENY", // F_ADD_SEALS
        "IOCTL,   1, 0x541b,             ALLOW", // FIONREAD
        "IOCTL,   1, 0x5412,             DENY", // TIOCSTI
        "IOCTL,   1, 0x541c,             DENY", // TIOCLINUX
        "PRCTL,   0, 15,                 ALLOW", // PR_SET_NAME
        "PRCTL,   0, 4,                  DENY", // PR_SET_DUMPABLE
        "PRCTL,   0, 22,                 DENY", // PR_SET_SECCOMP
        "PRCTL,   0, 38,                 DENY", // PR_SET_NO_NEW_PRIVS
        // The kernel ignores the upper half of an int: it must not get anybody past the check.
        "TGKILL,  0, 0x100001268,        DENY",
        "IOCTL,   1, 0x100005412,        DENY",
    })
    void looksAtOneArgument(Syscall call, int index, String value, String expected) {
        long[] arguments = new long[6];
        arguments[index] = Long.decode(value);
        assertThat(filter.decide(FilterCompiler.ARCH_X86_64, call.number(), arguments))
                .isEqualTo(expected.equals("ALLOW") ? Verdict.ALLOW : DENIED);
    }

    @Test
    void fcntlMaySetNonBlockingButNotAsync() {
        assertThat(filter.decide(Syscall.FCNTL.number(), 5, 4, 0x800)).isEqualTo(Verdict.ALLOW);
        assertThat(filter.decide(Syscall.FCNTL.number(), 5, 4, 0x2800)).isEqualTo(DENIED);
    }

    @Test
    void aThreadMayGoLastButChangeNobodyElsesPriority() {
        int call = Syscall.SETPRIORITY.number();
        assertThat(filter.decide(call, 0, 0, 19)).isEqualTo(Verdict.ALLOW);
        assertThat(filter.decide(call, 0, 0, 5)).isEqualTo(Verdict.ALLOW);
        assertThat(filter.decide(call, 0, 0, 0)).isEqualTo(DENIED);
        assertThat(filter.decide(call, 0, 0, -20)).isEqualTo(DENIED);
        assertThat(filter.decide(call, 0, PID, 19)).as("a process").isEqualTo(DENIED);
        assertThat(filter.decide(call, 1, 0, 19)).as("a group").isEqualTo(DENIED);
        assertThat(filter.decide(call, 2, 0, 19)).as("all of a user").isEqualTo(DENIED);
    }

    @Test
    void limitsCanBeReadButNotSetAndOnlyOnesOwn() {
        int call = Syscall.PRLIMIT64.number();
        assertThat(filter.decide(call, 0, 7, 0, 0x7000_0000_0000L)).isEqualTo(Verdict.ALLOW);
        assertThat(filter.decide(call, PID, 7, 0, 0x7000_0000_0000L)).isEqualTo(Verdict.ALLOW);
        assertThat(filter.decide(call, 1, 7, 0, 0x7000_0000_0000L)).isEqualTo(DENIED);
        assertThat(filter.decide(call, 0, 7, 0x1000, 0)).isEqualTo(DENIED);
        assertThat(filter.decide(call, 0, 7, 0x7000_0000_0000L, 0)).isEqualTo(DENIED);
        assertThat(filter.decide(call, 0, 7, 0x1_0000_0000L, 0))
                .as("a pointer with an empty lower half")
                .isEqualTo(DENIED);
    }

    @Test
    void clone3LooksAbsentSoThatTheLibraryFallsBackToClone() {
        assertThat(filter.decide(Syscall.CLONE3.number())).isEqualTo(Verdict.errno(Errno.ENOSYS));
    }

    @Test
    void anotherArchitectureOrTheX32AbiKills() {
        int i386 = 0x4000_0003;
        assertThat(filter.decide(i386, Syscall.READ.number(), new long[6])).isEqualTo(Verdict.KILL_PROCESS);
        assertThat(filter.decide(FilterCompiler.X32_BIT)).isEqualTo(Verdict.KILL_PROCESS);
        assertThat(filter.decide(FilterCompiler.X32_BIT | Syscall.READ.number()))
                .isEqualTo(Verdict.KILL_PROCESS);
        assertThat(filter.decide(-1)).isEqualTo(Verdict.KILL_PROCESS);
    }

    /** BPF_MAXINSNS of linux/bpf_common.h. */
    @Test
    void fitsIntoTheKernel() {
        assertThat(FilterCompiler.compile(WorkerSyscalls.forProcess(PID))).hasSizeLessThan(4096);
    }
}
