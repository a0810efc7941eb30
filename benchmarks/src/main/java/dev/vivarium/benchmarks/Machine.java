package dev.vivarium.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the figures were measured on.
 *
 * @param processor its name
 * @param cores how many this JVM may use
 * @param memoryMegabytes of the machine
 * @param kernel name and version of the operating system
 * @param java version and vendor of the JDK
 * @param load how many processes computed or waited to, on average of the minute before: the higher, the less the
 *     figures say
 * @param speed see {@link Speed}; some 400 at 2.5 GHz
 */
record Machine(
        String processor, int cores, long memoryMegabytes, String kernel, String java, double load, double speed) {

    private static final long KIBIBYTES = 1024;

    /** This one, now. */
    static Machine look() {
        return new Machine(
                field("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch", "unknown")),
                Runtime.getRuntime().availableProcessors(),
                field("/proc/meminfo", "MemTotal").map(Machine::megabytes).orElse(0L),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
                loadNow(),
                Speed.now());
    }

    private static double loadNow() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        } catch (IOException | NumberFormatException unknown) {
            return Double.NaN;
        }
    }

    private static long megabytes(String kibibytes) {
        return Long.parseLong(kibibytes.replaceAll("[^0-9]", "")) / KIBIBYTES;
    }

    /** The first line {@code key: value} of a file of the kernel's. */
    private static Optional<String> field(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** For people, in one line. */
    String text() {
        return processor + ", " + cores + " cores, " + memoryMegabytes + " MB; " + kernel + "; JDK " + java + "; load "
                + Numbers.text(load) + ", speed " + Numbers.text(speed);
    }
}
