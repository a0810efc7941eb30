package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.time.SystemTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the training, few of them. */
@Timeout(120)
class TrainingRunsTest {

    private static final Duration MOST = Duration.ofSeconds(60);

    @Test
    void allReturnAndNoSocketIsLeft(@TempDir Path folder) throws Exception {
        try (SystemTime time = new SystemTime("training-test-timer");
                Worker worker = new Worker(
                        "training-test", time, PythonWalls.STANDING, OutputStream.nullOutputStream(), Jvm.SHARED)) {
            assertThat(TrainingRuns.all(worker, folder, 20, 2, MOST)).isTrue();
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
            Path missing = folder.resolve("missing");
            assertThatThrownBy(() -> TrainingRuns.all(worker, missing, 1, 0, MOST))
                    .isInstanceOf(IOException.class);
        }
    }
}
