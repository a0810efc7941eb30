package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can reach of files: Python's own, to read, and nothing of the host's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestFileSystemTest {

    private static final Path MODULE = Path.of("/python/lib/python3.12/json/__init__.py");
    private static final Path FOLDER = Path.of("/python/lib/python3.12/json");

    private final PythonHome home = PythonHome.open();
    private final GuestFileSystem files = new GuestFileSystem(home);

    @BeforeAll
    void theHostHasTheFilesThatMustNotBeSeen() {
        assertThat(Path.of("/etc/passwd")).exists();
    }

    @AfterAll
    void close() throws IOException {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/etc/passwd",
                "/proc/self/environ",
                "/tmp",
                "/python/../etc/passwd",
                "/python/lib/python3.12/../../../etc/passwd",
                "../etc/passwd",
                "../../../../../../etc/passwd",
                "/python/./../../etc/passwd",
                "//etc/passwd",
                "/python/lib/python3.12/json/__init__.py/",
                "/python/nothing",
                "/pythonx",
                "/META-INF/resources/libpython/json/__init__.py"
            })
    void pathsOfTheHostAndPathsThatLeaveHomeDoNotExist(String text) {
        Path path = files.parsePath(text);
        if (text.endsWith("py/")) {
            // Path has no trailing slash: the file itself, which is no secret.
            assertThat(files.toAbsolutePath(path)).isEqualTo(MODULE);
            return;
        }
        assertThatThrownBy(() -> files.checkAccess(path, Set.of())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.newByteChannel(path, Set.of(StandardOpenOption.READ)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.newDirectoryStream(path, _ -> true)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.readAttributes(path, "basic:*")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.toRealPath(path)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = StandardOpenOption.class,
            names = {"WRITE", "APPEND", "CREATE", "CREATE_NEW", "TRUNCATE_EXISTING", "DELETE_ON_CLOSE"})
    void nothingCanBeOpenedForAnythingButReading(StandardOpenOption option) {
        for (Path path : List.of(MODULE, Path.of("/python/new"), Path.of("/tmp/vivarium-nobody-makes-this"))) {
            assertThatThrownBy(() -> files.newByteChannel(path, Set.of(StandardOpenOption.READ, option)))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(Files.exists(Path.of("/tmp/vivarium-nobody-makes-this"))).isFalse();
    }

    @Test
    void nothingCanBeMadeDeletedLinkedOrWrittenTo() throws IOException {
        assertThatThrownBy(() -> files.createDirectory(Path.of("/python/new")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> files.delete(MODULE)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> files.checkAccess(MODULE, Set.of(AccessMode.WRITE)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> files.createSymbolicLink(Path.of("/python/link"), Path.of("/etc/passwd")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> files.createLink(Path.of("/python/link"), Path.of("/etc/passwd")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> files.setAttribute(MODULE, "size", 0))
                .isInstanceOf(UnsupportedOperationException.class);
        try (SeekableByteChannel channel = files.newByteChannel(MODULE, Set.of(StandardOpenOption.READ))) {
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> channel.truncate(0)).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void aFolderIsNoFileAndAFileIsNoFolder() {
        assertThatThrownBy(() -> files.newByteChannel(FOLDER, Set.of(StandardOpenOption.READ)))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Is a directory");
        assertThatThrownBy(() -> files.newDirectoryStream(MODULE, _ -> true)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void aFileOfPythonIsReadFromAnyPosition() throws IOException {
        try (SeekableByteChannel channel = files.newByteChannel(MODULE, Set.of(StandardOpenOption.READ))) {
            byte[] content = home.read(MODULE.toString());
            assertThat(new String(content, StandardCharsets.UTF_8)).contains("def loads(");
            assertThat(channel.size()).isEqualTo(content.length);
            ByteBuffer tail = ByteBuffer.allocate(10);
            channel.position(content.length - 4);
            assertThat(channel.read(tail)).isEqualTo(4);
            assertThat(channel.read(tail)).isEqualTo(-1);
            channel.position(0);
            ByteBuffer head = ByteBuffer.allocate(3);
            assertThat(channel.read(head)).isEqualTo(3);
            assertThat(head.array()).containsExactly(content[0], content[1], content[2]);
        }
    }

    @Test
    void aFolderListsItsFilesUnderThePathThatWasAsked() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> listing = files.newDirectoryStream(FOLDER, _ -> true)) {
            listing.forEach(path -> names.add(path.toString()));
        }
        assertThat(names)
                .contains(MODULE.toString(), FOLDER.resolve("decoder.py").toString());
        assertThat(home.list(PythonHome.ROOT)).containsExactly("lib");
        assertThat(home.list("/etc")).isEmpty();
    }

    @Test
    void relativePathsStartAtTheWorkingFolderWhichStaysInTheGuest() throws IOException {
        GuestFileSystem own = new GuestFileSystem(home);
        assertThat(own.toAbsolutePath(Path.of("lib"))).isEqualTo(Path.of("/python/lib"));
        own.setCurrentWorkingDirectory(FOLDER);
        assertThat(own.toRealPath(Path.of("decoder.py"))).isEqualTo(FOLDER.resolve("decoder.py"));
        own.setCurrentWorkingDirectory(Path.of("/etc"));
        assertThatThrownBy(() -> own.toRealPath(Path.of("passwd"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void attributesTellNothingOfTheHost() throws IOException {
        assertThat(files.readAttributes(MODULE, "unix:*"))
                .containsEntry("uid", 0)
                .containsEntry("gid", 0)
                .containsEntry("mode", 0100444);
        assertThat(files.readAttributes(FOLDER, "basic:*"))
                .containsEntry("isDirectory", true)
                .containsEntry("isRegularFile", false);
        assertThat(files.readAttributes(MODULE, "basic:*"))
                .containsEntry("size", home.size(MODULE.toString()))
                .containsEntry("isRegularFile", true);
        assertThat(home.size("/etc/passwd")).isZero();
        assertThat(files.getTempDirectory()).isEqualTo(Path.of("/tmp"));
    }

    @Test
    void whatIsNoFileOfPythonHasNoContent() {
        assertThatThrownBy(() -> home.read("/etc/passwd")).isInstanceOf(IOException.class);
        assertThat(home.isFile("/etc/passwd")).isFalse();
        assertThat(home.isFolder("/")).isFalse();
    }
}
