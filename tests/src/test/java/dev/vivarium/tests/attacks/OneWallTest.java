package dev.vivarium.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.console.attack.Corpus;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Which wall holds by itself, as the table in SECURITY.md has it: attacks on files, network and processes fail with
 * either wall alone. Facts of the host's are hidden by the Python sandbox; behind the kernel's walls alone a script sees
 * those of its worker process. Runs with the profile {@code attacks}.
 */
@Tag("one-wall")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneWallTest {

    private static final List<String> BOTH_HOLD = List.of("no-secret", "no-write", "no-connect", "no-process");
    private static final List<String> PYTHON_HOLDS = List.of("no-host-info", "clean-error", "no-leak");

    private AttackProcess running;

    @AfterAll
    void end() throws IOException {
        running.close();
    }

    @TestFactory
    Stream<DynamicTest> thePythonSandboxAlone() throws IOException, URISyntaxException {
        return attacks(
                "kernel",
                Stream.concat(BOTH_HOLD.stream(), PYTHON_HOLDS.stream()).toList());
    }

    @TestFactory
    Stream<DynamicTest> theKernelAlone() throws IOException, URISyntaxException {
        return attacks("python", BOTH_HOLD);
    }

    private Stream<DynamicTest> attacks(String down, List<String> oracles) throws IOException, URISyntaxException {
        if (running != null) {
            running.close();
        }
        Path corpus = AttackProcess.corpus();
        AttackProcess started = new AttackProcess(
                OneWallMain.class.getName(),
                Stream.concat(Stream.of(down, corpus.toString()), oracles.stream())
                        .toList());
        running = started;
        return Corpus.read(corpus).only(oracles).ids().stream()
                .map(id -> DynamicTest.dynamicTest(
                        id, () -> assertThat(verdict(started, down, id)).startsWith("PASS " + id + " ")));
    }

    private static String verdict(AttackProcess started, String down, String id)
            throws IOException, URISyntaxException {
        String line = started.line(id);
        if (!AttackProcess.mayBeSomebodyElses(line)) {
            return line;
        }
        try (AttackProcess alone = new AttackProcess(
                OneWallMain.class.getName(),
                List.of(down, AttackProcess.corpus().toString(), id))) {
            return alone.line(id);
        }
    }
}
