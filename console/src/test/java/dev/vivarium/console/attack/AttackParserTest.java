package dev.vivarium.console.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackParserTest {

    private static final String GOOD = """
            #: id: open-it
            #: class: fs-read
            #: technique: open a file: any
            #: oracle: no-secret file,env

            print(1)
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsHeadersAndKeepsTheLines() {
        Attack attack = new AttackParser("x").parse(GOOD);

        assertThat(attack).isEqualTo(new Attack("open-it", "fs-read", OracleName.NO_SECRET, "file,env", List.of(GOOD)));
    }

    @Test
    void splitsTwoParts() {
        Attack attack =
                new AttackParser("x").parse(GOOD.replace("no-secret file,env", "no-leak clean") + "#: part 2\nb\n");

        assertThat(attack.parts()).hasSize(2).last().isEqualTo("b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "class", "technique", "oracle"})
    void everyHeaderIsNeededOnce(String key) {
        String line = GOOD.lines()
                        .filter(text -> text.startsWith("#: " + key))
                        .findFirst()
                        .orElseThrow() + "\n";

        assertThatThrownBy(() -> new AttackParser("x").parse(GOOD.replace(line, "")))
                .isInstanceOf(CorpusException.class)
                .hasMessageContainingAll("x: ", key, "missing");
        assertThatThrownBy(() -> new AttackParser("x").parse(line + GOOD))
                .isInstanceOf(CorpusException.class)
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-leak clean", "nothing", "no-secrets"})
    void refusesOraclesThatDoNotFit(String oracle) {
        assertThatThrownBy(() -> new AttackParser("x").parse(GOOD.replace("no-secret file,env", oracle)))
                .isInstanceOf(CorpusException.class);
    }

    @Test
    void aCorpusRefusesWhatIsNoCorpus() throws IOException {
        assertThatThrownBy(() -> Corpus.read(directory)).isInstanceOf(CorpusException.class);

        Files.writeString(directory.resolve("001-a.py"), GOOD);
        Corpus corpus = Corpus.read(directory);
        assertThat(corpus.ids()).containsExactly("open-it");
        assertThat(corpus.only(List.of("fs-read")).ids()).containsExactly("open-it");
        assertThatThrownBy(() -> corpus.only(List.of("fs-write"))).isInstanceOf(CorpusException.class);

        Files.writeString(directory.resolve("002-b.py"), GOOD);
        assertThatThrownBy(() -> Corpus.read(directory)).hasMessageContaining("two attacks");
    }
}
