package dev.vivarium.engine.link;

import java.lang.reflect.Method;

/**
 * Bytes that the current thread allocates. By reflection: tests compile within the engine's module, which does not
 * read {@code jdk.management} and has no other reason to.
 */
final class Allocation {

    private Allocation() {}

    static long by(Runnable action) {
        long before = soFar();
        action.run();
        return soFar() - before;
    }

    private static long soFar() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method counter =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
            return counter.invoke(threads) instanceof Long bytes ? bytes : 0;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
