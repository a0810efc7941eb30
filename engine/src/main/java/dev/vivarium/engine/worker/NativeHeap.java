package dev.vivarium.engine.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * How much memory the process has got from the C library. Python's compression takes some for each object, and gives it
 * back only when a collection has found the object to be garbage; but that is small, and brings no collection about.
 */
final class NativeHeap {

    /** struct mallinfo2 of glibc: ten numbers. */
    private static final StructLayout INFO = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG).withName("numbers"));

    /** The fifth: bytes in regions that were mapped for one large piece each. */
    private static final int HBLKHD = 4;

    /** The eighth: bytes in use of all others. */
    private static final int UORDBLKS = 7;

    private static final Optional<MethodHandle> MALLINFO = find("mallinfo2", FunctionDescriptor.of(INFO));

    private static final Optional<MethodHandle> TRIM =
            find("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private NativeHeap() {}

    @SuppressWarnings("restricted") // A worker is started with native access.
    private static Optional<MethodHandle> find(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(function -> linker.downcallHandle(function, type));
    }

    /** Bytes in use; 0 where the C library doesn't tell. */
    static long bytes() {
        return MALLINFO.map(NativeHeap::ask).orElse(0L);
    }

    private static long ask(MethodHandle mallinfo) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(ValueLayout.JAVA_LONG, HBLKHD) + info.getAtIndex(ValueLayout.JAVA_LONG, UORDBLKS);
        } catch (Throwable failed) {
            throw unexpected(failed);
        }
    }

    /** Gives back to the kernel what is not in use: the C library keeps it for the thread that had it. */
    static void trim() {
        TRIM.ifPresent(NativeHeap::trim);
    }

    private static void trim(MethodHandle trim) {
        try {
            int _ = (int) trim.invokeExact(0L);
        } catch (Throwable failed) {
            throw unexpected(failed);
        }
    }

    private static IllegalStateException unexpected(Throwable failed) {
        return new IllegalStateException("a function of the C library threw", failed);
    }
}
