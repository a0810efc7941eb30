package dev.vivarium.engine.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Tells whether the calling thread has come near the end of its stack, and wipes the mark. The kernel knows: a page of
 * the stack that was never touched has no memory behind it. So a stack overflow is noticed even when the script that
 * caused it has caught it and gone on as if nothing had happened.
 */
final class StackMark {

    /** The part of a stack that counts as its end: an eighth is megabytes, far more than any one call takes. */
    private static final int END_FRACTION = 8;

    /** sizeof(pthread_attr_t) on Linux, 64 bit. */
    private static final long ATTRIBUTES_BYTES = 56;

    private static final long PAGE = 4096;
    private static final int MADV_DONTNEED = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SELF = function("pthread_self", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    private static final MethodHandle ATTRIBUTES = function(
            "pthread_getattr_np",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle STACK = function(
            "pthread_attr_getstack",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle DESTROY =
            function("pthread_attr_destroy", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle RESIDENT = function(
            "mincore",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle ADVISE = function(
            "madvise",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    /** Each thread's own: a stack stays where it is, and to ask where that is takes longer than to look there. */
    private static final ThreadLocal<End> ENDS = ThreadLocal.withInitial(StackMark::find);

    private StackMark() {}

    /**
     * The end of a stack.
     *
     * @param lowest the address of its last page
     * @param pages how many pages count
     * @param states what the kernel says of each
     */
    private record End(long lowest, long pages, MemorySegment states) {

        long bytes() {
            return pages * PAGE;
        }
    }

    @SuppressWarnings("restricted") // A worker is started with native access.
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }

    /** Whether the end of the calling thread's stack was in use since the thread began or this was asked last. */
    static boolean wasReached() {
        try {
            return anyResident(ENDS.get());
        } catch (Throwable failed) {
            // Not to know is no reason to trust.
            return true;
        }
    }

    private static End find() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            check((int) ATTRIBUTES.invokeExact((long) SELF.invokeExact(), attributes));
            MemorySegment address = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            check((int) STACK.invokeExact(attributes, address, size));
            check((int) DESTROY.invokeExact(attributes));
            long lowest = (address.get(ValueLayout.JAVA_LONG, 0) + PAGE - 1) / PAGE * PAGE;
            long pages = size.get(ValueLayout.JAVA_LONG, 0) / END_FRACTION / PAGE;
            return new End(lowest, pages, Arena.ofAuto().allocate(pages));
        } catch (Throwable failed) {
            throw new IllegalStateException("the stack can't be found", failed);
        }
    }

    private static boolean anyResident(End end) throws Throwable {
        check((int) RESIDENT.invokeExact(end.lowest(), end.bytes(), end.states()));
        for (long page = 0; page < end.pages(); page++) {
            if ((end.states().get(ValueLayout.JAVA_BYTE, page) & 1) != 0) {
                // Stacks are used again by later threads, which have nothing to do with this.
                check((int) ADVISE.invokeExact(end.lowest(), end.bytes(), MADV_DONTNEED));
                return true;
            }
        }
        return false;
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("status " + status);
        }
    }
}
