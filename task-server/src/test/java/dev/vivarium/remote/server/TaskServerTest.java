package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.policy.Presets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TaskServerTest {

    private static final TaskServerSettings SETTINGS = TaskServerSettings.of(
            List.of(new RemoteClient("anna", Role.OWNER, Presets.PLAYER, Tokens.hash(Tokens.make()))));

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void itListensInTheClearOnLoopbackOnly(String host) {
        assertThatThrownBy(() -> TaskServer.open(new StubVivarium(), SETTINGS.at(host, 0)))
                .isInstanceOf(TaskServerException.class)
                .hasMessageContaining("host '" + host + "' is no loopback address")
                .hasMessageContaining("--tls-keystore");
    }

    @Test
    void aPortThatIsTakenAndAKeystoreThatIsNoneAreSaid() {
        try (TaskServer first = TaskServer.open(new StubVivarium(), SETTINGS)) {
            int taken = first.address().getPort();
            assertThatThrownBy(() -> TaskServer.open(new StubVivarium(), SETTINGS.at("127.0.0.1", taken)))
                    .isInstanceOf(TaskServerException.class)
                    .hasMessageContaining("port " + taken);
        }
        var tls = new TaskServerSettings.Tls(Path.of("/nowhere/server.p12"), "hunter2");
        assertThatThrownBy(() -> TaskServer.open(new StubVivarium(), SETTINGS.with(tls)))
                .isInstanceOf(TaskServerException.class)
                .hasMessageContaining("keystore")
                .hasMessageNotContaining("hunter2");
        assertThat(SETTINGS.with(tls).toString()).doesNotContain("hunter2");
    }

    @Test
    void twoClientsWithOneNameOrOneTokenAreRefused() {
        RemoteClient anna = SETTINGS.clients().getFirst();
        RemoteClient bert = new RemoteClient("bert", Role.OWNER, Presets.PLAYER, anna.tokenHash());
        RemoteClient second = new RemoteClient("anna", Role.OWNER, Presets.PLAYER, Tokens.hash("x"));

        assertThatThrownBy(() -> TaskServerSettings.of(List.of(anna, bert))).hasMessageContaining("the same token");
        assertThatThrownBy(() -> TaskServerSettings.of(List.of(anna, second))).hasMessageContaining("the same name");
    }

    @Test
    void closingEndsEveryStreamAndSaysWhy() throws IOException {
        try (Ground ground = new Ground()) {
            var one = ground.stream(ground.asAnna("/v1/stream"));
            var other = ground.stream(ground.asAnna("/v1/stream"));
            ground.server.close();
            for (var response : List.of(one, other)) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                    assertThat(lines.lines().filter(line -> !line.isEmpty() && !line.startsWith(":")))
                            .containsExactly(
                                    "event: hello",
                                    "data: {\"client\":\"anna\"}",
                                    "event: closing",
                                    "data: {\"reason\":\"the server closes\"}");
                }
            }
            ground.server.close();
        }
    }
}
