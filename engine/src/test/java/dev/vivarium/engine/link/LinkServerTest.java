package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LinkServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path parent;

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nobodyConnects() throws IOException {
        LinkServer server = LinkServer.open(parent);
        assertThatThrownBy(() -> server.accept(Duration.ofMillis(20)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no worker connected within PT0.02S");
        assertNothingLeft();
        assertThatThrownBy(() -> server.accept(LONG)).isInstanceOf(IOException.class);
    }

    @Test
    void closeEndsAWaitingAccept() throws Exception {
        LinkServer server = LinkServer.open(parent);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread acceptor = Thread.ofPlatform().daemon().start(() -> {
            try (Transport unexpected = server.accept(LONG)) {
                outcome.completeExceptionally(new AssertionError(unexpected));
            } catch (IOException e) {
                outcome.complete(e);
            }
        });
        Recorder.soon()
                .until(() -> Stream.of(acceptor.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("select")));
        server.close();
        server.close();
        assertThat(outcome.get(LONG.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertNothingLeft();
    }

    @Test
    void aPathThatIsTooLong() throws IOException {
        Path deep = Files.createDirectories(parent.resolve("d".repeat(100)));
        assertThatThrownBy(() -> LinkServer.open(deep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("set java.io.tmpdir to a shorter directory");
        Files.delete(deep);
        assertNothingLeft();
    }

    @Test
    void aParentThatIsNotThere() {
        assertThatThrownBy(() -> LinkServer.open(parent.resolve("missing"))).isInstanceOf(IOException.class);
    }

    @Test
    void onlyOneConnects() throws IOException {
        LinkServer server = LinkServer.open(parent);
        Path path = server.path();
        try (Transport worker = LinkClient.connect(path);
                Transport host = server.accept(LONG)) {
            assertThatThrownBy(() -> LinkClient.connect(path)).isInstanceOf(IOException.class);
            assertNothingLeft();
            worker.write(List.of(new byte[] {1, 2, 3}));
            assertThat(host.read()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void theDirectoryIsPrivate() throws IOException {
        try (LinkServer server = LinkServer.open(parent);
                LinkServer other = LinkServer.open(parent)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            server.path().toAbsolutePath().getParent())))
                    .isEqualTo("rwx------");
            assertThat(server.path()).isNotEqualTo(other.path());
        }
        assertNothingLeft();
    }
}
