package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShellCommandTest {

    @TempDir
    private Path directory;

    private static void assertRefused(String part, String... words) {
        Shell.Result result = Shell.thatReturns().run(words);
        assertThat(result.err()).contains(part).startsWith("vivarium: ").hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnyWorkerStarts() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.txt"), "nothing is typed here\n");

        assertRefused("no policy is called 'x'", "shell", "--policy", "x");
        assertRefused("process or thread", "shell", "--placement", "moon");
        assertRefused("--commands needs a directory", "shell", "--commands", empty.toString());
        assertRefused(
                "can't read the transcript",
                "shell",
                "--script",
                directory.resolve("no.txt").toString());
        assertRefused("no line that begins with the prompt", "shell", "--script", empty.toString());
    }
}
