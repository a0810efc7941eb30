package dev.vivarium.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.console.attack.AttackSuite;
import dev.vivarium.console.attack.Corpus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The whole corpus of attacks, each a test of its own: {@code mvn -B -pl tests -am verify
 * -Dgroups=attacks -DexcludedGroups=}. The property {@code attacks.only} names ids or classes, by commas. It runs
 * the command in a process of its own, where a secret can be in the environment and no test's threads and files are.
 */
@Tag("attacks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final int FULL_SIZE = 192;

    private final Map<String, String> lines = new HashMap<>();
    private final List<String> only = Stream.of(
                    System.getProperty("attacks.only", "").split(",", -1))
            .filter(word -> !word.isBlank())
            .toList();
    private Path directory = Path.of("");
    private Process command;
    private BufferedReader output;

    CorpusTest() throws IOException, URISyntaxException {
        URL resource = CorpusTest.class.getResource("/attacks");
        assertThat(resource).isNotNull();
        directory = Path.of(resource.toURI());
        command = start();
        output = command.inputReader();
    }

    private Process start() throws IOException {
        Stream<String> fixed = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vivarium.console.Main",
                "attack",
                directory.toString());
        Stream<String> chosen = only.stream().flatMap(word -> Stream.of("--only", word));
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(fixed, chosen).toList());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(AttackSuite.ENVIRONMENT, AttackSuite.newSecret());
        return builder.start();
    }

    @AfterAll
    void end() throws IOException {
        output.close();
        command.descendants().forEach(ProcessHandle::destroyForcibly);
        command.destroyForcibly();
    }

    @TestFactory
    Stream<DynamicTest> attacks() {
        Corpus corpus = Corpus.read(directory);
        assertThat(corpus.ids()).as("all attacks are here").hasSizeGreaterThanOrEqualTo(FULL_SIZE);
        return corpus.only(only).ids().stream()
                .map(id ->
                        DynamicTest.dynamicTest(id, () -> assertThat(line(id)).startsWith("PASS " + id + " ")));
    }

    /** The line on {@code id}, as soon as it is there. */
    private String line(String id) throws IOException {
        while (!lines.containsKey(id)) {
            String line = output.readLine();
            if (line == null) {
                return "the command ended before " + id;
            }
            lines.put(line.split(" ", 3)[1], line);
        }
        return lines.getOrDefault(id, "");
    }
}
