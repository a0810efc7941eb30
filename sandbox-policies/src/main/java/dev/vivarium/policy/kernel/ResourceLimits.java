package dev.vivarium.policy.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/** Sets the kernel's limits for this process, soft and hard alike, so that nothing can raise them again. */
final class ResourceLimits {
    /** struct rlimit64: the soft limit, the hard limit. RLIM_INFINITY is all bits set: compare unsigned. */
    private static final long SIZE = 2L * Long.BYTES;

    private final Kernel kernel;

    ResourceLimits(Kernel kernel) {
        this.kernel = kernel;
    }

    boolean usable() {
        try (Arena arena = Arena.ofConfined()) {
            return !exchange(Resource.CORE, MemorySegment.NULL, arena.allocate(SIZE))
                    .failed();
        }
    }

    /** Sets what the plan says; returns what holds now. */
    Map<Resource, Long> set(Map<Resource, Limit> limits) {
        Map<Resource, Long> applied = new EnumMap<>(Resource.class);
        limits.forEach((resource, limit) -> {
            if (limit instanceof Limit.AtMost(long amount)) {
                applied.put(resource, lower(resource, amount));
            }
        });
        return applied;
    }

    /** A hard limit that is already lower stays: it is stricter, and raising it would need a right we gave up. */
    private long lower(Resource resource, long amount) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(SIZE, Long.BYTES);
            need(resource, exchange(resource, MemorySegment.NULL, limits));
            long hard = limits.getAtIndex(JAVA_LONG, 1);
            long lowest = Long.compareUnsigned(hard, amount) < 0 ? hard : amount;
            limits.setAtIndex(JAVA_LONG, 0, lowest);
            limits.setAtIndex(JAVA_LONG, 1, lowest);
            need(resource, exchange(resource, limits, MemorySegment.NULL));
            return lowest;
        }
    }

    private SyscallResult exchange(Resource resource, MemorySegment set, MemorySegment get) {
        return kernel.call(Syscall.PRLIMIT64, 0, resource.number(), set.address(), get.address());
    }

    private static void need(Resource resource, SyscallResult result) {
        if (result.failed()) {
            throw ConfinementException.failed(
                    ConfinementStep.RESOURCE_LIMITS,
                    "prlimit64 for " + resource,
                    result,
                    "an outer sandbox forbids it");
        }
    }
}
