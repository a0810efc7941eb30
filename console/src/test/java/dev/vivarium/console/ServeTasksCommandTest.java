package dev.vivarium.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ServeTasksCommandTest {

    @TempDir
    private Path folder;

    private final FakeVivarium vivarium = new FakeVivarium(null);
    private String tokens = "";

    @BeforeEach
    void place() {
        tokens = folder.resolve("tokens.yaml").toString();
    }

    private Shell.Result run(String... words) {
        return Shell.with(vivarium).run(words);
    }

    private String makeToken(String name) {
        Shell.Result made = run("serve-tasks", "make-token", name, "--tokens", tokens);
        assertThat(made.status()).as(made.err()).isZero();
        return made.out().strip();
    }

    private static void refused(Shell.Result result, String why) {
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("vivarium: ").contains(why).hasLineCount(1);
    }

    @Test
    void itServesUntilItIsToldToStopAndClosesAll() throws IOException {
        String token = makeToken("anna");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                new Sink(printed),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                _ -> vivarium,
                false);
        StopSignal signal = StopSignal.install();
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> new CommandLine(new ServeTasksCommand(console, () -> signal))
                        .execute("--tokens", tokens, "--port", "0"),
                task -> Thread.ofVirtual().start(task));
        Awaitility.await().until(() -> printed.toString(StandardCharsets.UTF_8).endsWith("\n"));
        String line = printed.toString(StandardCharsets.UTF_8).strip();
        assertThat(line).startsWith("listening on http://127.0.0.1:");
        URI address = URI.create(line.substring("listening on ".length()));
        HttpURLConnection policies =
                (HttpURLConnection) address.resolve("/v1/policies").toURL().openConnection();
        policies.setRequestProperty("Authorization", "Bearer " + token);
        assertThat(policies.getResponseCode()).isEqualTo(200);
        assertThat(vivarium.closed).isFalse();

        signal.stop();

        assertThat(status.join()).isZero();
        assertThat(vivarium.closed).isTrue();
    }

    @Test
    void aTokenIsShownOnceAndKeptNowhere() throws IOException {
        String token = makeToken("anna");

        assertThat(token).matches("viv_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(Path.of(tokens)))
                .contains("anna:", "sha256:")
                .doesNotContain(token);
        refused(run("serve-tasks", "make-token", "anna", "--tokens", tokens), "'anna' is there twice");
        refused(run("serve-tasks", "make-token", "x", "--role", "king", "--tokens", tokens), "--role must be owner");
        refused(run("serve-tasks", "make-token", "x", "--policy", "king", "--tokens", tokens), "is called 'king'");
        refused(run("serve-tasks", "make-token", "x"), "Give --tokens FILE");
    }

    @Test
    void whatWouldNotBeSafeIsRefused() throws IOException {
        makeToken("anna");

        refused(run("serve-tasks", "--tokens", tokens, "--bind", "0.0.0.0", "--port", "0"), "is no loopback address");
        assertThat(vivarium.closed).isTrue();
        Files.setPosixFilePermissions(Path.of(tokens), PosixFilePermissions.fromString("rw-r--r--"));
        refused(run("serve-tasks", "--tokens", tokens), "others may read or change it; do: chmod 600");
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        makeToken("anna");
        Path password = Files.writeString(folder.resolve("password"), "hunter2\n");

        refused(run("serve-tasks"), "which clients? Give --tokens FILE");
        refused(run("serve-tasks", "--tokens", folder + "/none"), "there is no such file");
        refused(run("serve-tasks", "--tokens", tokens, "--port", "70000"), "--port must be from 0 to 65535");
        refused(run("serve-tasks", "--tokens", tokens, "--port", "x"), "--port");
        refused(run("serve-tasks", "--tokens", tokens, "--tls-keystore", "x"), "go together");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        refused(
                run("serve-tasks", "--tokens", tokens, "--tls-keystore", "x", "--tls-password-file", "" + password),
                "others may read or change it");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Shell.Result noKeystore = run(
                "serve-tasks",
                "--tokens",
                tokens,
                "--port",
                "0",
                "--tls-keystore",
                folder + "/x",
                "--tls-password-file",
                "" + password);
        refused(noKeystore, "the keystore");
        assertThat(noKeystore.err()).doesNotContain("hunter2");
        refused(run("serve-tasks", "--tokens", tokens, "--policy-file", folder + "/none"), "none");
    }
}
