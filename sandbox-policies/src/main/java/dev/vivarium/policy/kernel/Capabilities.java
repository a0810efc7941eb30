package dev.vivarium.policy.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Gives up root's powers: afterwards user 0 is a user like any other. Constants from linux/capability.h and prctl.h.
 *
 * <p>The kernel keeps capabilities per thread: threads that run already keep theirs. What they could do with them is
 * closed by the filter, which covers every thread.
 */
final class Capabilities {
    private static final int VERSION_3 = 0x2008_0522;
    /** struct __user_cap_header_struct: version, thread id (0: the caller). */
    private static final long HEADER_SIZE = 2L * Integer.BYTES;
    /** Two of struct __user_cap_data_struct: effective, permitted, inheritable, 32 capabilities each. */
    private static final int DATA_INTS = 6;

    private static final long DATA_SIZE = (long) DATA_INTS * Integer.BYTES;
    private static final int SETPCAP = 8;
    /** The kernel's masks have 64 bits; the first number that it doesn't know ends the walk. */
    private static final int MOST = 64;

    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int CLEAR_ALL = 4;

    private final Kernel kernel;

    Capabilities(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Drops all; returns whether there were any. */
    boolean drop() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(HEADER_SIZE, Long.BYTES);
            header.set(JAVA_INT, 0, VERSION_3);
            MemorySegment data = arena.allocate(DATA_SIZE, Long.BYTES);
            need("capget", kernel.call(Syscall.CAPGET, header.address(), data.address()));
            boolean any = any(data);
            dropBounding(data);
            need("prctl(PR_CAP_AMBIENT)", kernel.call(Syscall.PRCTL, PR_CAP_AMBIENT, CLEAR_ALL));
            data.fill((byte) 0);
            need("capset", kernel.call(Syscall.CAPSET, header.address(), data.address()));
            return any;
        }
    }

    private static boolean any(MemorySegment data) {
        for (int i = 0; i < DATA_INTS; i++) {
            if (data.getAtIndex(JAVA_INT, i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Without CAP_SETPCAP it isn't possible, and not needed: the set matters only when a program is started. */
    private void dropBounding(MemorySegment data) {
        if ((data.getAtIndex(JAVA_INT, 0) & (1 << SETPCAP)) == 0) {
            return;
        }
        for (int capability = 0; capability < MOST; capability++) {
            SyscallResult result = kernel.call(Syscall.PRCTL, PR_CAPBSET_DROP, capability);
            if (result.failedWith(Errno.EINVAL)) {
                return;
            }
            need("prctl(PR_CAPBSET_DROP, " + capability + ")", result);
        }
    }

    private static void need(String call, SyscallResult result) {
        if (result.failed()) {
            throw ConfinementException.failed(ConfinementStep.CAPABILITIES, call, result, "");
        }
    }
}
