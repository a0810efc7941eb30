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
 * The corpus of attacks, each a test of its own, two at once. What times mean then is only that something ended: for the
 * strict bounds there is {@code vivarium attack}. The property {@code attacks.only} names ids, classes or oracles, by
 * commas.
 */
@Tag("attacks")
@Tag("E13")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final int FULL_SIZE = 193;

    /** A line of which every complaint is about time: "…: took 3210 ms, allowed are 3000; …". */
    private static final Pattern LATE = Pattern.compile("FAIL \\S+ \\S+ \\S+ \\(\\d+\\)"
            + "( (the innocent script after it took|ended after) \\d+ ms, allowed are \\d+;?)+");

    private static final Pattern TIMES = Pattern.compile("(\\d+) ms, allowed are (\\d+)");

    /** How many times as long as allowed something may take on a machine that has other things to do. */
    private static final int GENEROUS = 4;

    private final List<String> only = Stream.of(
                    System.getProperty("attacks.only", "").split(",", -1))
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
                Stream.concat(Stream.of("attack", directory.toString(), "--jobs", "2"), chosen)
                        .toList());
    }

    @AfterAll
    void end() throws IOException {
        command.close();
    }

    @TestFactory
    Stream<DynamicTest> attacks() {
        Corpus corpus = Corpus.read(directory);
        assertThat(corpus.ids()).as("all attacks are here").hasSizeGreaterThanOrEqualTo(FULL_SIZE);
        return corpus.only(only).ids().stream().map(id -> DynamicTest.dynamicTest(id, () -> assertHolds(id)));
    }

    private void assertHolds(String id) throws IOException {
        String first = command.line(id);
        String line = AttackProcess.mayBeSomebodyElses(first) ? lineOfItsOwn(id) : first;
        if (!isALittleLate(line)) {
            assertThat(line).startsWith("PASS " + id + " ");
        }
    }

    private String lineOfItsOwn(String id) throws IOException {
        try (AttackProcess alone =
                new AttackProcess("dev.vivarium.console.Main", List.of("attack", directory.toString(), "--only", id))) {
            return alone.line(id);
        }
    }

    private static boolean isALittleLate(String line) {
        return LATE.matcher(line).matches()
                && TIMES.matcher(line)
                        .results()
                        .allMatch(times -> Long.parseLong(times.group(1)) <= GENEROUS * Long.parseLong(times.group(2)));
    }
}
