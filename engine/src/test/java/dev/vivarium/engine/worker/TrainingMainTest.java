package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process that makes a start cache, and what ends it. */
@Timeout(120)
class TrainingMainTest {

    /** How Java says that a signal has ended a process: 128 and the number of the signal. */
    private static final int KILLED = 128 + 9;

    @Test
    void itEndsWhenItsHostIsGone() throws IOException {
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingMain.class.getName(),
                        // Where no socket can be: if it came to its end, that would be a bad one.
                        "/no/such/folder")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            training.getOutputStream().close();
            await().until(() -> !training.isAlive());
            assertThat(training.exitValue()).isEqualTo(KILLED);
        } finally {
            training.destroyForcibly();
        }
    }
}
