package dev.vivarium.tests.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The first lines that a user copies. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLE =
            Path.of("src", "test", "java", "dev", "vivarium", "tests", "readme", "ReadmeExample.java");

    @Test
    void theReadmeShowsTheExampleThatIsCompiledHere() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE);
        String example =
                lines.subList(lines.indexOf("// example begins") + 1, lines.indexOf("// example ends")).stream()
                        .collect(Collectors.joining("\n", "```java\n", "\n```\n"));

        assertThat(Files.readString(README)).contains(example);
    }

    @Test
    void theExamplePrintsTheValue() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ReadmeExample.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("The final value is 8" + System.lineSeparator());
    }
}
