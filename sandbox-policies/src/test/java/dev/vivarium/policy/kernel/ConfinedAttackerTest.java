package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One confined child tries everything once; each attempt is a test. */
final class ConfinedAttackerTest {
    @TempDir
    private static Path directory;

    private static ChildJvm.Result child;

    @BeforeAll
    static void attack() throws IOException {
        Path allowed = Files.createDirectory(directory.resolve("allowed"));
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.writeString(allowed.resolve("file"), "hello");
        Files.writeString(closed.resolve("secret"), "secret");
        Files.createSymbolicLink(allowed.resolve("link"), closed.resolve("secret"));
        Path socket = directory.resolve("socket");
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            unix.bind(UnixDomainSocketAddress.of(socket));
            String port = String.valueOf(tcp.getLocalPort());
            child = ChildJvm.run(
                    ConfinedAttacker.class, allowed.toString(), closed.toString(), port, socket.toString());
        }
        assertThat(child.status()).as(child.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"readAllowed, ok hello", "listAllowed, ok 3", "tgkillSelf, ok 0", "readLimit, ok 0", "openBefore, ok s"
    })
    void staysPossible(String attempt, String outcome) {
        assertThat(child.outcome(attempt)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readPasswd",
                "listRoot",
                "readParentEnviron",
                "readParentMemory",
                "readOwnMemory",
                "readSecret",
                "throughSymlink",
                "throughDotDot",
                "throughProcRoot",
                "throughProcCwd",
                "throughProcFd",
                "delete",
                "rename",
                "mkdir",
                "createInTmp",
                "createInCwd",
                "createInAllowed",
                "overwrite",
                "append",
                "connect",
                "bind",
                "unixConnect",
                "unixSocket",
                "exec",
                "earlierExec",
                "earlierConnect",
                "earlierWrite",
            })
    void isRefusedToJava(String attempt) {
        assertThat(child.outcome(attempt))
                .startsWith("refused")
                .containsAnyOf("AccessDenied", "ermission", "not permitted", "EPERM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fork", "forkByClone", "ptraceParent", "probeParent", "killParent", "tgkillParent",
                "openWithPathFlag", "openForWriting", "mount", "unshare", "openByHandle", "raiseLimit",
                "memfd", "ioUring", "filterAgain", "dumpableAgain",
            })
    void isRefusedByTheFilter(String attempt) {
        assertThat(child.outcome(attempt)).isEqualTo("EPERM");
    }

    @Test
    void notEvenAFileThatWasOpenBeforeCanBeWritten() {
        assertThat(child.outcome("writeOpenBefore")).contains("refused", "File too large");
    }

    @Test
    void isConfinedOnlyOnce() {
        assertThat(child.outcome("confineAgain")).contains("ConfinementException", "only once");
    }

    @Test
    void modeBitsCannotBeChanged() {
        assertThat(child.outcome("setReadable")).isEqualTo("ok false");
    }

    @Test
    void leavesNoTraceInTheFileSystem() throws IOException {
        assertThat(Files.readString(directory.resolve("allowed/file"))).isEqualTo("hello");
        assertThat(directory.resolve("allowed").toFile().list()).containsExactlyInAnyOrder("file", "link", "log");
        assertThat(directory.resolve("allowed/log")).isEmptyFile();
        assertThat(directory.resolve("closed").toFile().list()).containsExactly("secret");
    }

    @Test
    void reportsThreadsThatItCameTooLateFor() {
        assertThat(child.outcome("earlierThreads")).isEqualTo("[earlier]");
    }

    @Test
    void neverRaisesALimit() {
        assertThat(Integer.parseInt(child.outcome("openFiles"))).isBetween(1, 256);
    }
}
