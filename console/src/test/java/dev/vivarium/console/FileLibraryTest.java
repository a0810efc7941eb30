package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vivarium.console.shell.ShellProblem;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileLibraryTest {

    @TempDir
    private Path directory;

    private FileLibrary library;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(directory.resolve("one.py"), "_return(1)");
        Files.writeString(directory.resolve("two words.py"), "_return(2)");
        Files.writeString(directory.resolve("notes.txt"), "no script");
        Files.createDirectory(directory.resolve("more"));
        library = new FileLibrary(new SourceReader(InputStream.nullInputStream()), directory.toString());
    }

    @Test
    void filesOfPythonThatAreOneWordAreCommands() {
        assertThat(library.commands()).containsExactly("one");
        assertThat(library.command("one", Presets.PLAYER)).isEqualTo("_return(1)");
    }

    @Test
    void scriptsAndDirectoriesAreOfferedAndOthersNot() {
        assertThat(library.scripts(directory + "/o"))
                .containsExactlyInAnyOrder(directory + "/more/", directory + "/one.py", directory + "/two words.py");
        assertThat(library.scripts(directory + "/nowhere/")).isEmpty();
    }

    @Test
    void aScriptThatIsNotThereIsAnsweredInOneLine() {
        assertThatExceptionOfType(ShellProblem.class)
                .isThrownBy(() -> library.script("no\nwhere.py", Presets.PLAYER))
                .satisfies(problem -> assertThat(problem.getMessage()).hasLineCount(1));
    }
}
