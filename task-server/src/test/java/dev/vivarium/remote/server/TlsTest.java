package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteException;
import dev.vivarium.remote.client.RemoteVivarium;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("E18")
@Timeout(60)
class TlsTest {

    private static final String PASSWORD = "hunter2-hunter2";

    @TempDir
    private Path folder;

    private Path keystore() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keystore)) {
            store.load(stream, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    @Test
    void aClientThatTrustsTheCertificateIsServedAndNoOtherSendsItsToken() throws Exception {
        Path keystore = keystore();
        String token = Tokens.make();
        TaskServerSettings settings = TaskServerSettings.of(
                        List.of(new RemoteClient("anna", Role.OWNER, Presets.PLAYER, Tokens.hash(token))))
                .with(new TaskServerSettings.Tls(keystore, PASSWORD));
        try (TaskServer server = TaskServer.open(new StubVivarium(), settings)) {
            URI address = server.address();
            assertThat(address.getScheme()).isEqualTo("https");
            try (RemoteVivarium remote = RemoteVivarium.connect(address, token, trusting(keystore))) {
                remote.awaitReady(Duration.ofSeconds(1));
            }
            assertThatThrownBy(() -> RemoteVivarium.connect(address, token))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageStartingWith(address + " can't be reached");
            URI clear = URI.create("http://127.0.0.1:" + address.getPort());
            assertThatThrownBy(() -> RemoteVivarium.connect(clear, token)).isInstanceOf(RemoteException.class);
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        TaskServerSettings settings =
                TaskServerSettings.of(List.of()).with(new TaskServerSettings.Tls(keystore(), "another-password"));

        assertThatThrownBy(() -> TaskServer.open(new StubVivarium(), settings))
                .isInstanceOf(TaskServerException.class)
                .hasMessageContaining("keystore")
                .hasMessageNotContaining("another-password");
    }
}
