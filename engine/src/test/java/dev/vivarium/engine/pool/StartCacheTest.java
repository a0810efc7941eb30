package dev.vivarium.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where start caches lie, when they are made, and which of them are used. What is in one is nobody's matter here. */
class StartCacheTest {

    private static final String PROPERTY = "vivarium.cache";

    @TempDir
    private Path folder;

    private @Nullable String before;
    private Path jar;

    @BeforeEach
    void set() throws IOException {
        before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, folder.resolve("cache").toString());
        jar = Files.writeString(folder.resolve("some.jar"), "some");
    }

    @AfterEach
    void reset() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    private StartCache cache(String... options) {
        return StartCache.of(List.of(options), jar.toString()).orElseThrow();
    }

    private static boolean write(Path path) throws IOException {
        Files.writeString(path, "made");
        return true;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".aot"))
                    .toList();
        }
    }

    @Test
    void oneIsMadeOnceAndFoundByWhoeverStartsTheSameWorkers() throws Exception {
        assertThat(cache().file()).isEmpty();
        assertThat(cache().make(StartCacheTest::write)).isTrue();
        assertThat(cache().file()).get().satisfies(file -> assertThat(file).hasContent("made"));
        List<Path> trained = new ArrayList<>();
        assertThat(cache().make(trained::add)).isTrue();
        assertThat(trained).isEmpty();
    }

    @Test
    void otherOptionsAndAChangedJarNeedAnother() throws Exception {
        cache().make(StartCacheTest::write);
        assertThat(cache("-Xint").file()).isEmpty();
        Files.writeString(jar, "something else");
        assertThat(cache().file()).isEmpty();
    }

    @Test
    void aTrainingThatFailsOrThrowsLeavesNoneAndTheNextMayTry() throws Exception {
        assertThat(cache().make(path -> {
                    write(path);
                    return false;
                }))
                .isFalse();
        assertThatThrownBy(() -> cache().make(_ -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(cache().file()).isEmpty();
        assertThat(cache().make(StartCacheTest::write)).isTrue();
    }

    @Test
    void whoComesWhileItIsMadeDoesNotMakeItToo() throws Exception {
        List<Boolean> second = new ArrayList<>();
        boolean made = cache().make(path -> {
            second.add(cache().make(StartCacheTest::write));
            return write(path);
        });
        assertThat(made).isTrue();
        assertThat(second).containsExactly(false);
        assertThat(files()).hasSize(1);
    }

    @Test
    void theOldestOfManyAreDeleted() throws Exception {
        for (int i = 0; i < 5; i++) {
            StartCache cache = cache("-Doption=" + i);
            cache.make(StartCacheTest::write);
            Files.setLastModifiedTime(cache.file().orElseThrow(), FileTime.fromMillis(i + 1));
        }
        cache().make(StartCacheTest::write);
        assertThat(files()).hasSize(3);
        assertThat(cache().file()).isPresent();
        assertThat(cache("-Doption=4").file()).isPresent();
        assertThat(cache("-Doption=0").file()).isEmpty();
    }

    @Test
    void oneThatOthersCouldHaveWrittenIsNotUsed() throws Exception {
        StartCache cache = cache();
        cache.make(StartCacheTest::write);
        for (String open : List.of("rwx-w----", "rwx----w-")) {
            Files.setPosixFilePermissions(folder.resolve("cache"), PosixFilePermissions.fromString(open));
            assertThat(cache.file()).as(open).isEmpty();
        }
        Files.setPosixFilePermissions(folder.resolve("cache"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(cache.file()).isPresent();
    }

    @Test
    void aPathWithFoldersCanHaveNoneAndNeitherCanWhoWantsNone() {
        String mixed = jar + File.pathSeparator + folder;
        assertThat(StartCache.of(List.of(), mixed)).isEmpty();
        assertThat(StartCache.of(List.of(), folder.resolve("missing.jar").toString()))
                .isEmpty();
        System.setProperty(PROPERTY, "off");
        assertThat(StartCache.of(List.of(), jar.toString())).isEqualTo(Optional.empty());
    }
}
