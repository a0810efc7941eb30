package dev.vivarium.tests.remote;

import static dev.vivarium.tests.remote.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteException;
import dev.vivarium.remote.client.RemoteVivarium;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code serve-tasks} in a process of its own, which comes to its end in the middle. */
@Tag("E18")
@Timeout(180)
class LostServerTest {

    private static final int PENDING = 20;

    @TempDir
    private Path folder;

    private Process start(String... words) throws IOException {
        Stream<String> fixed = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvivarium.cache=" + System.getProperty("vivarium.cache"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vivarium.console.Main",
                "serve-tasks");
        return new ProcessBuilder(Stream.concat(fixed, Stream.of(words)).toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String makeToken(Path tokens) throws IOException, InterruptedException {
        Process process = start("make-token", "anna", "--tokens", tokens.toString(), "--policy", "builder");
        String token = process.inputReader().readLine();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.exists(tokens)).isTrue();
        return token;
    }

    private static URI address(BufferedReader words) throws IOException {
        String line = words.readLine();
        assertThat(line).startsWith("listening on http://127.0.0.1:");
        return URI.create(line.substring("listening on ".length()));
    }

    @Test
    void everyPendingTaskEndsOnceWhenTheServerIsKilled() throws Exception {
        Path tokens = folder.resolve("tokens.yaml");
        String token = makeToken(tokens);
        Process server = start("--tokens", tokens.toString(), "--port", "0");
        List<ProcessHandle> workers = List.of();
        try (BufferedReader words = server.inputReader()) {
            URI address = address(words);
            try (RemoteVivarium remote = RemoteVivarium.connect(address, token)) {
                List<Heard> heard = new ArrayList<>();
                List<ScriptTask> tasks = new ArrayList<>();
                for (int i = 0; i < PENDING; i++) {
                    Heard ears = new Heard();
                    heard.add(ears);
                    tasks.add(remote.run(
                            Script.of("import time\nprint('here')\ntime.sleep(100)")
                                    .under(Presets.BUILDER),
                            ears::value,
                            ears::problem));
                }
                Waiting.until("one runs", () -> tasks.getFirst().output().equals("here\n"));
                workers = server.descendants().toList();

                server.destroyForcibly();

                for (ScriptTask task : tasks) {
                    assertThat(outcome(task))
                            .isInstanceOfSatisfying(
                                    Outcome.Lost.class,
                                    lost -> assertThat(lost.reason())
                                            .startsWith("the connection to " + address + " is lost"));
                }
                Waiting.until("all callbacks have run", () -> heard.stream().allMatch(ears -> ears.calls() == 1));
                assertThat(outcome(remote.run(Script.of("1"), _ -> {}, _ -> {})))
                        .isInstanceOf(Outcome.Lost.class);
                assertThat(heard).allMatch(ears -> ears.problems().size() == 1);
                assertThatThrownBy(() -> RemoteVivarium.connect(address, token))
                        .isInstanceOfSatisfying(
                                RemoteException.class,
                                gone -> assertThat(gone.status()).isZero());
            }
        } finally {
            server.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aServerThatIsToldToStopSaysSoToItsClientsAndLeavesNoWorker() throws Exception {
        Path tokens = folder.resolve("tokens.yaml");
        String token = makeToken(tokens);
        Process server = start("--tokens", tokens.toString(), "--port", "0");
        try (BufferedReader words = server.inputReader();
                RemoteVivarium remote = RemoteVivarium.connect(address(words), token)) {
            ScriptTask task = remote.run(
                    Script.of("import time\nprint('here')\ntime.sleep(100)").under(Presets.BUILDER), _ -> {}, _ -> {});
            Waiting.until("it runs", () -> task.output().equals("here\n"));
            List<ProcessHandle> workers = server.descendants().toList();

            server.destroy();

            assertThat(outcome(task))
                    .isInstanceOfSatisfying(
                            Outcome.Lost.class,
                            lost -> assertThat(lost.reason()).endsWith("is lost: the server closes"));
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(143);
            Waiting.until("its workers are gone", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            server.destroyForcibly();
        }
    }
}
