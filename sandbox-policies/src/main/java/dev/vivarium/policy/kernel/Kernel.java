package dev.vivarium.policy.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The door to the kernel: the C library's {@code syscall} function, with errno.
 *
 * <p>Not a static holder: where native access is denied, opening it must fail with a plain exception each time and not
 * poison a class.
 */
final class Kernel {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET = STATE.byteOffset(PathElement.groupElement("errno"));
    private static final int MOST_ARGUMENTS = 6;
    /** The encoding that the JVM itself uses for file names. */
    private static final Charset FILE_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final MethodHandle handle;

    private Kernel(MethodHandle handle) {
        this.handle = handle;
    }

    /** Throws IllegalCallerException where native access is denied. */
    @SuppressWarnings("restricted") // This package is native access: whoever starts the JVM grants it by name.
    static Kernel open() {
        Linker linker = Linker.nativeLinker();
        MemorySegment function = linker.defaultLookup().findOrThrow("syscall");
        // long syscall(long number, ...), which always takes the six registers that a call can have.
        FunctionDescriptor shape = FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        MethodHandle bound = linker.downcallHandle(
                function, shape, Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
        return new Kernel(bound);
    }

    SyscallResult call(Syscall call, long... arguments) {
        return call(call.number(), arguments);
    }

    SyscallResult call(int number, long... arguments) {
        long[] a = Arrays.copyOf(arguments, MOST_ARGUMENTS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long value = invoke(state, number, a);
            return new SyscallResult(value, state.get(JAVA_INT, ERRNO_OFFSET));
        }
    }

    private long invoke(MemorySegment state, long number, long[] a) {
        try {
            return (long) handle.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4], a[5]);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a downcall threw a checked exception", e);
        }
    }

    /** The zero-terminated name of a path, as the kernel wants it. */
    static MemorySegment cString(Arena arena, String text) {
        return arena.allocateFrom(text, FILE_NAMES);
    }
}
