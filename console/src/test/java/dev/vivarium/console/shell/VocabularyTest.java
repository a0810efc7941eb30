package dev.vivarium.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vivarium.console.shell.Vocabulary.Meaning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VocabularyTest {

    private final Vocabulary vocabulary = new Vocabulary(List.of("import_file", "import_forever", "killer"));

    @ParameterizedTest
    @CsvSource({
        "list, LIST",
        "_list, LIST",
        ".list, LIST",
        ".out, OUTPUT",
        "kill, KILL",
        "_kill, KILL",
        ".last_tb, LAST_ERROR",
        "last, LAST_ERROR",
        "h, HELP",
        "EOF, QUIT",
        "exit, QUIT",
    })
    void ownWordsMayBeAsInPlacAndBegunOnly(String typed, Word word) {
        assertThat(vocabulary.of(typed)).isEqualTo(new Meaning.Own(word));
    }

    @Test
    void commandsOfTheLibraryAreWordsToo() {
        assertThat(vocabulary.of("import_fi")).isEqualTo(new Meaning.Command("import_file"));
        assertThat(vocabulary.of("killer")).isEqualTo(new Meaning.Command("killer"));
    }

    @Test
    void whatMeansNothingOrTooMuchIsSaid() {
        assertThatExceptionOfType(ShellProblem.class)
                .isThrownBy(() -> vocabulary.of("import"))
                .withMessage("Ambiguous command import; it could be import_file, import_forever");
        assertThatExceptionOfType(ShellProblem.class)
                .isThrownBy(() -> vocabulary.of(".l"))
                .withMessageContaining("last_tb, lasterror, list");
        assertThatExceptionOfType(ShellProblem.class)
                .isThrownBy(() -> vocabulary.of("dance\u001b[2J"))
                .withMessageStartingWith("Unknown command dance\\x1b[2J; there are help, list");
    }

    @Test
    void aQuoteKeepsBlanksAndMustClose() {
        assertThat(Quotes.words("run 'a b'c \"it's\" ''")).containsExactly("run", "a bc", "it's", "");
        assertThatExceptionOfType(ShellProblem.class)
                .isThrownBy(() -> Quotes.words("run 'a"))
                .withMessage("The quote ' does not close");
    }
}
