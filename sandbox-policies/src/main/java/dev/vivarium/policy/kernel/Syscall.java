package dev.vivarium.policy.kernel;

import java.util.Locale;

/**
 * The system calls that this package makes or allows, with their numbers on x86_64 (asm/unistd_64.h). The names are the
 * kernel's.
 */
enum Syscall {
    READ(0),
    WRITE(1),
    OPEN(2),
    CLOSE(3),
    STAT(4),
    FSTAT(5),
    LSTAT(6),
    POLL(7),
    LSEEK(8),
    MMAP(9),
    MPROTECT(10),
    MUNMAP(11),
    BRK(12),
    RT_SIGACTION(13),
    RT_SIGPROCMASK(14),
    RT_SIGRETURN(15),
    IOCTL(16),
    PREAD64(17),
    READV(19),
    WRITEV(20),
    ACCESS(21),
    SCHED_YIELD(24),
    MREMAP(25),
    MINCORE(27),
    MADVISE(28),
    DUP(32),
    DUP2(33),
    NANOSLEEP(35),
    GETPID(39),
    SOCKET(41),
    SHUTDOWN(48),
    CLONE(56),
    EXIT(60),
    UNAME(63),
    FCNTL(72),
    GETCWD(79),
    READLINK(89),
    GETTIMEOFDAY(96),
    GETRLIMIT(97),
    GETRUSAGE(98),
    SYSINFO(99),
    TIMES(100),
    GETUID(102),
    GETGID(104),
    GETEUID(107),
    GETEGID(108),
    SETPGID(109),
    CAPGET(125),
    CAPSET(126),
    SIGALTSTACK(131),
    SETPRIORITY(141),
    PRCTL(157),
    GETTID(186),
    TIME(201),
    FUTEX(202),
    SCHED_GETAFFINITY(204),
    GETDENTS64(217),
    RESTART_SYSCALL(219),
    CLOCK_GETTIME(228),
    CLOCK_GETRES(229),
    CLOCK_NANOSLEEP(230),
    EXIT_GROUP(231),
    EPOLL_WAIT(232),
    EPOLL_CTL(233),
    TGKILL(234),
    OPENAT(257),
    NEWFSTATAT(262),
    READLINKAT(267),
    FACCESSAT(269),
    PPOLL(271),
    SET_ROBUST_LIST(273),
    EPOLL_PWAIT(281),
    EVENTFD2(290),
    EPOLL_CREATE1(291),
    DUP3(292),
    PIPE2(293),
    PRLIMIT64(302),
    GETCPU(309),
    SECCOMP(317),
    GETRANDOM(318),
    MEMBARRIER(324),
    STATX(332),
    RSEQ(334),
    CLONE3(435),
    FACCESSAT2(439),
    LANDLOCK_CREATE_RULESET(444),
    LANDLOCK_ADD_RULE(445),
    LANDLOCK_RESTRICT_SELF(446);

    private final int number;

    Syscall(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The name in the kernel's spelling, for messages. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
