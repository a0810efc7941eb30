package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Landlock refuses by itself: each wall must stand without the other. */
final class LandlockTest {
    @TempDir
    private static Path directory;

    private static ChildJvm.Result child;

    @BeforeAll
    static void attack() throws IOException {
        Files.writeString(directory.resolve("file"), "hello");
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(tcp.getLocalPort());
            child = ChildJvm.run(LandlockedAttacker.class, directory.toString(), port);
        }
    }

    @Test
    void readingStaysPossible() {
        assertThat(child.outcome("read")).isEqualTo("ok hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"readPasswd", "create", "append", "delete", "rename", "link", "symlink", "mkdir", "exec"})
    void refusesEverythingElseAboutFiles(String attempt) {
        assertThat(child.outcome(attempt)).startsWith("refused").containsAnyOf("AccessDenied", "Permission denied");
    }

    @ParameterizedTest
    @CsvSource({"connect, 4", "bind, 4"})
    void refusesTcpWhereTheKernelCan(String attempt, int sinceAbi) {
        assumeTrue(KernelSupport.probe().landlockAbi() >= sinceAbi, "this kernel's Landlock is older");
        assertThat(child.outcome(attempt)).startsWith("refused").contains("ermission denied");
    }

    @Test
    void refusesSignalsWhereTheKernelCan() {
        assumeTrue(KernelSupport.probe().landlockAbi() >= 6, "this kernel's Landlock is older");
        assertThat(child.outcome("signalParent")).isEqualTo("EPERM");
    }
}
