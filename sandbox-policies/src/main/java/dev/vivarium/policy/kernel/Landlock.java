package dev.vivarium.policy.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the file system away from the calling thread and from those it starts later, but for reading beneath given
 * paths. Constants from linux/landlock.h.
 */
final class Landlock {
    private static final long VERSION = 1;
    private static final long RULE_PATH_BENEATH = 1;
    /** O_PATH|O_CLOEXEC. */
    private static final long PATH_ONLY = 0x0028_0000;
    /** AT_FDCWD, for a path that is absolute anyway. */
    private static final long NO_DIRECTORY = -100;
    /** sizeof(struct landlock_ruleset_attr) since ABI 6; older kernels take it when what they don't know is zero. */
    private static final long RULESET_SIZE = 3L * Long.BYTES;
    /** sizeof(struct landlock_path_beneath_attr), which is packed. */
    private static final long RULE_SIZE = Long.BYTES + Integer.BYTES;

    private final Kernel kernel;

    Landlock(Kernel kernel) {
        this.kernel = kernel;
    }

    /** What the kernel says about its Landlock: the ABI's number, or why there is none. */
    SyscallResult version() {
        return kernel.call(Syscall.LANDLOCK_CREATE_RULESET, 0, 0, VERSION);
    }

    /** Raises the wall; returns the ABI. */
    int allowReadingOnly(List<Path> paths) {
        int abi = (int) need(version(), "landlock_create_ruleset(version)");
        int ruleset = create(LandlockRights.of(abi));
        try {
            paths.forEach(path -> allow(ruleset, path));
            need(kernel.call(Syscall.LANDLOCK_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self");
        } finally {
            kernel.call(Syscall.CLOSE, ruleset);
        }
        return abi;
    }

    private int create(LandlockRights rights) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(RULESET_SIZE, Long.BYTES);
            attributes.setAtIndex(JAVA_LONG, 0, rights.files());
            attributes.setAtIndex(JAVA_LONG, 1, rights.network());
            attributes.setAtIndex(JAVA_LONG, 2, rights.scopes());
            SyscallResult result = kernel.call(Syscall.LANDLOCK_CREATE_RULESET, attributes.address(), RULESET_SIZE, 0);
            return (int) need(result, "landlock_create_ruleset");
        }
    }

    private void allow(int ruleset, Path path) {
        int descriptor = open(path);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rule = arena.allocate(RULE_SIZE, Long.BYTES);
            rule.set(JAVA_LONG_UNALIGNED, 0, LandlockRights.reading(Files.isDirectory(path)));
            rule.set(JAVA_INT_UNALIGNED, Long.BYTES, descriptor);
            SyscallResult result =
                    kernel.call(Syscall.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule.address(), 0);
            need(result, "landlock_add_rule for " + path);
        } finally {
            kernel.call(Syscall.CLOSE, descriptor);
        }
    }

    private int open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = Kernel.cString(arena, path.toString());
            SyscallResult result = kernel.call(Syscall.OPENAT, NO_DIRECTORY, name.address(), PATH_ONLY);
            if (result.failed()) {
                throw ConfinementException.failed(
                        ConfinementStep.LANDLOCK,
                        "opening the readable path " + path,
                        result,
                        "every path of the plan must exist and be reachable");
            }
            return (int) result.value();
        }
    }

    private static long need(SyscallResult result, String call) {
        if (result.failed()) {
            throw ConfinementException.failed(ConfinementStep.LANDLOCK, call, result, advice(result));
        }
        return result.value();
    }

    private static String advice(SyscallResult result) {
        return result.failedWith(Errno.ENOSYS) || result.failedWith(Errno.EOPNOTSUPP) ? KernelSupport.NO_LANDLOCK : "";
    }
}
