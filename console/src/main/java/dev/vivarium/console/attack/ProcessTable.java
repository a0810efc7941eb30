package dev.vivarium.console.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this machine, as Linux shows them. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final long PAGE = 4096;

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param started in ticks of the kernel: with the pid it names a process for good
     */
    record Entry(long pid, long parent, long group, long started, String name) {}

    /** All that there are. */
    static List<Entry> now() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(PROC, "[0-9]*")) {
            found.forEach(path -> entry(path).ifPresent(entries::add));
        } catch (IOException e) {
            throw new IllegalStateException("can't list /proc, without which no process can be watched", e);
        }
        return entries;
    }

    private static Optional<Entry> entry(Path path) {
        try {
            return Optional.of(parse(Files.readString(path.resolve("stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Reads a line of {@code /proc/PID/stat}, whose second field is a name with anything in it. */
    static Entry parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] rest = stat.substring(close + 2).strip().split(" ", -1);
        return new Entry(
                Long.parseLong(stat.substring(0, open).strip()),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[2]),
                Long.parseLong(rest[19]),
                stat.substring(open + 1, close));
    }

    /** Its command line, empty for one that is gone or going. */
    static String command(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /** The bytes of it that are in memory. */
    static long residentBytes(long pid) {
        try {
            return Long.parseLong(Files.readString(PROC.resolve(pid + "/statm")).split(" ", -1)[1]) * PAGE;
        } catch (IOException gone) {
            return 0;
        }
    }
}
