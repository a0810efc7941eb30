package dev.vivarium.tests.attacks;

import dev.vivarium.console.attack.AttackSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A program that runs attacks and prints a line for each, in a process of its own: there a secret can be in the
 * environment, and no test's threads and files are.
 */
final class AttackProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Map<String, String> lines = new HashMap<>();

    /** Starts {@code main} with {@code words}. */
    AttackProcess(String main, List<String> words) throws IOException {
        Stream<String> fixed = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvivarium.cache=" + System.getProperty("vivarium.cache"),
                "-cp",
                System.getProperty("java.class.path"),
                main);
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(fixed, words.stream()).toList());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(AttackSuite.ENVIRONMENT, AttackSuite.newSecret());
        process = builder.start();
        output = process.inputReader();
    }

    /** The project's own copy of the corpus. */
    static Path corpus() throws URISyntaxException {
        URL resource = Objects.requireNonNull(AttackProcess.class.getResource("/attacks"), "/attacks");
        return Path.of(resource.toURI());
    }

    /** The line on {@code id}, as soon as it is there. */
    String line(String id) throws IOException {
        while (!lines.containsKey(id)) {
            String line = output.readLine();
            if (line == null) {
                return "the program ended before " + id;
            }
            String[] words = line.split(" ", 3);
            lines.put(words.length > 1 ? words[1] : "", line);
        }
        return lines.getOrDefault(id, "");
    }

    /**
     * Whether that line complains of a new file somewhere on this machine, which anybody may have made: such an attack is
     * worth judging again by itself.
     */
    static boolean mayBeSomebodyElses(String line) {
        return line.startsWith("FAIL ") && line.contains(" new file ");
    }

    @Override
    public void close() throws IOException {
        output.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
