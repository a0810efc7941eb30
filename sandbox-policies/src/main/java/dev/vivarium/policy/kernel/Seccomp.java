package dev.vivarium.policy.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Hands filters to the kernel. Constants from linux/seccomp.h. */
final class Seccomp {
    private static final int SET_MODE_FILTER = 1;
    private static final int GET_ACTION_AVAIL = 2;
    /** SECCOMP_FILTER_FLAG_TSYNC: every thread of the process gets the filter, also those that run already. */
    private static final int ALL_THREADS = 1;

    private static final List<Verdict> USED = List.of(Verdict.ALLOW, Verdict.errno(0), Verdict.KILL_PROCESS);

    private Seccomp() {}

    /** Does the kernel know filters and every action that ours use. */
    static boolean available(Kernel kernel) {
        return USED.stream().allMatch(verdict -> knows(kernel, verdict));
    }

    private static boolean knows(Kernel kernel, Verdict verdict) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocateFrom(JAVA_INT, verdict.code());
            return !kernel.call(Syscall.SECCOMP, GET_ACTION_AVAIL, 0, action.address())
                    .failed();
        }
    }

    /** Lays the filter over the whole process, for good; returns how many instructions it has. */
    static int install(Kernel kernel, SyscallFilter filter) {
        List<BpfInstruction> program = FilterCompiler.compile(filter);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = header(arena, program);
            SyscallResult result = kernel.call(Syscall.SECCOMP, SET_MODE_FILTER, ALL_THREADS, header.address());
            check(result);
        }
        return program.size();
    }

    private static void check(SyscallResult result) {
        if (result.failed()) {
            throw ConfinementException.failed(
                    ConfinementStep.SECCOMP,
                    "seccomp(SECCOMP_SET_MODE_FILTER)",
                    result,
                    "needs Linux 4.14 or newer with CONFIG_SECCOMP_FILTER, and an outer sandbox that allows the call");
        }
        if (result.value() != 0) {
            // With TSYNC the call may answer the id of a thread that has another filter; then nobody has ours.
            throw ConfinementException.because(
                    ConfinementStep.SECCOMP, "thread " + result.value() + " already has a filter of its own");
        }
    }

    /** struct sock_fprog: the number of instructions, padding, a pointer to them. */
    private static MemorySegment header(Arena arena, List<BpfInstruction> program) {
        MemorySegment header = arena.allocate(2 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
        header.set(JAVA_SHORT, 0, (short) program.size());
        header.set(ADDRESS, ADDRESS.byteSize(), encode(arena, program));
        return header;
    }

    private static MemorySegment encode(Arena arena, List<BpfInstruction> program) {
        MemorySegment code = arena.allocate((long) program.size() * BpfInstruction.SIZE, Long.BYTES);
        long at = 0;
        for (BpfInstruction instruction : program) {
            code.set(JAVA_SHORT, at, (short) instruction.code());
            code.set(JAVA_BYTE, at + 2, (byte) instruction.jumpTrue());
            code.set(JAVA_BYTE, at + 3, (byte) instruction.jumpFalse());
            code.set(JAVA_INT, at + 4, instruction.constant());
            at += BpfInstruction.SIZE;
        }
        return code;
    }
}
