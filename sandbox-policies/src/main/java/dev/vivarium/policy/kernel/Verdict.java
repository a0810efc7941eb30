package dev.vivarium.policy.kernel;

/**
 * What the kernel does about a call.
 *
 * @param code the filter's return value, SECCOMP_RET_* of linux/seccomp.h
 */
record Verdict(int code) {
    static final Verdict ALLOW = new Verdict(0x7fff_0000);
    static final Verdict KILL_PROCESS = new Verdict(0x8000_0000);
    private static final int ERRNO = 0x0005_0000;

    static Verdict errno(int errno) {
        return new Verdict(ERRNO | errno);
    }
}
