package dev.vivarium.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.tests.support.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that has no chance to close anything. */
class HostDeathTest {

    @Test
    void workersEndByThemselvesWhenTheirHostIsKilled() throws IOException {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedHost.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<ProcessHandle> workers = List.of();
        try (BufferedReader words = host.inputReader()) {
            assertThat(words.readLine()).isEqualTo(DoomedHost.READY);
            workers = host.descendants().toList();
            assertThat(workers).hasSize(3);

            host.destroyForcibly();

            List<ProcessHandle> orphans = workers;
            Waiting.until("the workers are gone", () -> orphans.stream().allMatch(HostDeathTest::isGone));
        } finally {
            host.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** An orphan may stay listed as a zombie where nobody collects its exit status. */
    private static boolean isGone(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException unreadable) {
            return !process.isAlive();
        }
    }
}
