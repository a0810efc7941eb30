package dev.vivarium.engine.worker;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Initialises every class of the Python runtime, whether a script has needed it yet or not. A class whose static
 * initialiser meets the end of a stack is unusable for the life of its JVM, and a script that recurses can make that
 * happen to any class that is used there for the first time. So none shall be left to be used for the first time.
 *
 * <p>Some 22,000 classes take seconds: they are done in small steps while no script computes. Until then, and for
 * classes of the JDK, {@link Soundness} is what finds the damage.
 */
final class RuntimeClasses {

    /** What scripts can reach. Not the compiler's half of the runtime, which needs a JVM with a compiler. */
    private static final Pattern REACHABLE =
            Pattern.compile("com/oracle/(graal/python|truffle/(api|object|polyglot|regex|nfi))/.*\\.class");

    /** How long to leave the processor to a script that computes before looking again. */
    private static final long PAUSE_NANOS = 5_000_000;

    private final BooleanSupplier busy;
    private volatile boolean closed;

    /** @param busy whether a script computes now */
    RuntimeClasses(BooleanSupplier busy) {
        this.busy = busy;
    }

    /** Initialises them all; returns how many, early if it is closed. Takes seconds, on the calling thread. */
    int initialise() throws IOException {
        int count = 0;
        for (String name : names()) {
            while (busy.getAsBoolean() && !closed) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (closed) {
                return count;
            }
            count += initialise(name) ? 1 : 0;
        }
        return count;
    }

    /** Some are made for other platforms and fail here; such a class is of no use to a script either. */
    private static boolean initialise(String name) {
        try {
            Class.forName(name, true, RuntimeClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError unusable) {
            return false;
        }
    }

    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (element.endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(element);
                        Stream<? extends ZipEntry> entries = jar.stream()) {
                    entries.map(ZipEntry::getName)
                            .filter(entry -> REACHABLE.matcher(entry).matches())
                            .map(entry -> entry.substring(0, entry.length() - ".class".length())
                                    .replace('/', '.'))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    /** Makes {@link #initialise} return soon. */
    void close() {
        closed = true;
    }
}
