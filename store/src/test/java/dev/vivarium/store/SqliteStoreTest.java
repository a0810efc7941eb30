package dev.vivarium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Storage;
import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.DelayStoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in a directory. */
class SqliteStoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    Storage storage() {
        return new Storage.Directory(folder.resolve("data"));
    }

    @Override
    boolean shared() {
        return false;
    }

    @Test
    void aDirectoryIsForOneAtATime() throws Exception {
        DelayStore first = started();
        assertThatThrownBy(this::started)
                .isInstanceOf(DelayStoreException.class)
                .hasMessageContaining("setting data")
                .hasMessageContaining("another Vivarium uses it");
        close(first);
        assertThat(started().all()).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsAClearErrorAndStays() throws Exception {
        Path file = Files.createDirectories(folder.resolve("data")).resolve("vivarium.db");
        Files.writeString(file, "no database at all, but quite some text".repeat(100));
        assertThatThrownBy(this::started)
                .isInstanceOf(DelayStoreException.class)
                .hasMessageContaining("setting data");
        assertThat(Files.readString(file)).startsWith("no database");
    }
}
