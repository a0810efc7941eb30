package dev.vivarium.policy.kernel;

/**
 * Every right that an ABI of Landlock knows: a ruleset that handles them all refuses them all, but for what its rules
 * give back.
 *
 * @param files LANDLOCK_ACCESS_FS_*
 * @param network LANDLOCK_ACCESS_NET_*, since ABI 4
 * @param scopes LANDLOCK_SCOPE_*, since ABI 6
 */
record LandlockRights(long files, long network, long scopes) {
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;

    /** Bits 0 (execute) to 12 (make_sym). */
    private static final long ABI_1 = 0x1fff;

    private static final long REFER_ABI_2 = 1 << 13;
    private static final long TRUNCATE_ABI_3 = 1 << 14;
    private static final long IOCTL_DEV_ABI_5 = 1 << 15;
    /** Binding and connecting TCP sockets. */
    private static final long TCP_ABI_4 = 0b11;
    /** Abstract Unix sockets and signals, both only within the domain. */
    private static final long SCOPES_ABI_6 = 0b11;

    /** ABI 7 added no right, only flags for logging. What a later ABI adds is left to seccomp. */
    static LandlockRights of(int abi) {
        long files =
                ABI_1 | since(2, abi, REFER_ABI_2) | since(3, abi, TRUNCATE_ABI_3) | since(5, abi, IOCTL_DEV_ABI_5);
        return new LandlockRights(files, since(4, abi, TCP_ABI_4), since(6, abi, SCOPES_ABI_6));
    }

    /** What a rule gives back; the kernel refuses rules that give directory rights on a plain file. */
    static long reading(boolean directory) {
        return directory ? READ_FILE | READ_DIR : READ_FILE;
    }

    private static long since(int first, int abi, long right) {
        return abi >= first ? right : 0;
    }
}
