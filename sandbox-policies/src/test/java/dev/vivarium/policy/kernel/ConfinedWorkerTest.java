package dev.vivarium.policy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfinedWorkerTest {
    @TempDir
    private Path directory;

    @Test
    void aJvmLivesOnBehindTheWalls() throws IOException {
        ChildJvm.Result child = run();
        assertThat(child.output().lines().filter(line -> line.contains("=")).toList())
                .containsExactly(
                        "link=ok hi",
                        "select=ok 1",
                        "deepRecursion=ok 3",
                        "threads=ok 50",
                        "virtualThreads=ok virtual",
                        "garbage=ok 1000",
                        "compiled=ok true",
                        "random=ok 8",
                        "jar=ok true",
                        "newClass=ok java.util.zip.GZIPOutputStream",
                        "cpuTime=ok true",
                        "interruptedRead=ok FAILED");
        assertThat(child.status()).as("the status given to halt").isEqualTo(42);
    }

    /** 3 is the status that -XX:+ExitOnOutOfMemoryError ends with. */
    @Test
    void runningOutOfMemoryEndsTheProcess() throws IOException {
        ChildJvm.Result child = run("exhaust");
        assertThat(child.output()).contains("java.lang.OutOfMemoryError");
        assertThat(child.status()).isEqualTo(3);
    }

    @Test
    void memoryBesideTheHeapIsLimitedToo() {
        ChildJvm.Result child = ChildJvm.run(ConfinedGlutton.class);
        assertThat(child.outcome("limits")).contains("DATA=536870912").doesNotContain("CPU");
        assertThat(child.outcome("allocated")).isEqualTo("refused");
    }

    private ChildJvm.Result run(String... more) throws IOException {
        Path socket = directory.resolve("link");
        try (EchoServer _ = new EchoServer(socket)) {
            String[] arguments = new String[2 + more.length];
            arguments[0] = socket.toString();
            arguments[1] = someJar().toString();
            System.arraycopy(more, 0, arguments, 2, more.length);
            return ChildJvm.run(ConfinedWorker.class, arguments);
        }
    }

    private static Path someJar() {
        return NeededPaths.byThisJvm().stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow();
    }
}
