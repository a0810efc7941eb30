package dev.vivarium.engine.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the kernel how much memory a process holds. */
final class ResidentMemory {

    /** The size of a page on every system that workers run on. */
    private static final long PAGE_BYTES = 4096;

    private ResidentMemory() {}

    /** In bytes; 0 if there is no such process, or the system has no {@code /proc}. */
    static long of(long pid) {
        try {
            // Total size and resident size, in pages.
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", -1);
            return Long.parseLong(pages[1]) * PAGE_BYTES;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
            return 0;
        }
    }
}
