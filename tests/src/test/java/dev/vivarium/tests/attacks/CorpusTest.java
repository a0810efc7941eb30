package dev.vivarium.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.console.attack.Corpus;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The corpus of attacks, each a test of its own. Those that are judged by how late they end want a machine to
 * themselves: they run with the profile {@code attacks}, the rest in every build. The property {@code attacks.only} names
 * ids, classes or oracles, by commas.
 */
@Tag("attacks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final int FULL_SIZE = 192;

    /** A line of which every complaint is about time: "…: took 3210 ms, allowed are 3000; …". */
    private static final Pattern LATE = Pattern.compile("FAIL \\S+ \\S+ \\S+ \\(\\d+\\)"
            + "( (the innocent script after it took|ended after) \\d+ ms, allowed are \\d+;?)+");

    /** All oracles but {@code stopped}. */
    private static final String NOT_TIMED =
            "no-secret,no-write,no-connect,no-process,no-host-info,contained,no-leak,clean-error";

    private final List<String> only = Stream.of(
                    System.getProperty("attacks.only", NOT_TIMED).split(",", -1))
            .filter(word -> !word.isBlank())
            .toList();
    private final Path directory;
    private AttackProcess command;

    CorpusTest() throws URISyntaxException {
        directory = AttackProcess.corpus();
    }

    @BeforeAll
    void start() throws IOException {
        Stream<String> chosen = only.stream().flatMap(word -> Stream.of("--only", word));
        command = new AttackProcess(
                "dev.vivarium.console.Main",
                Stream.concat(Stream.of("attack", directory.toString()), chosen).toList());
    }

    @AfterAll
    void end() throws IOException {
        command.close();
    }

    @TestFactory
    Stream<DynamicTest> attacks() {
        Corpus corpus = Corpus.read(directory);
        assertThat(corpus.ids()).as("all attacks are here").hasSizeGreaterThanOrEqualTo(FULL_SIZE);
        return corpus.only(only).ids().stream()
                .map(id -> DynamicTest.dynamicTest(
                        id, () -> assertThat(verdict(id)).startsWith("PASS " + id + " ")));
    }

    /** On a shared machine anything can be late once, so one that was only late is judged again by itself. */
    private String verdict(String id) throws IOException {
        String line = command.line(id);
        if (!line.startsWith("FAIL ") || !LATE.matcher(line).matches()) {
            return line;
        }
        try (AttackProcess alone =
                new AttackProcess("dev.vivarium.console.Main", List.of("attack", directory.toString(), "--only", id))) {
            return alone.line(id);
        }
    }
}
