package dev.vivarium.remote.server;

import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A task server over an engine that does nothing, and its clients. */
final class Ground implements AutoCloseable {

    static final TaskServerSettings.Bounds BOUNDS =
            new TaskServerSettings.Bounds(ByteSize.kib(64), 2, 3, 1_000, 5, 64, Duration.ofSeconds(30), 100);

    final StubVivarium vivarium = new StubVivarium();
    final String anna = Tokens.make();
    final TaskServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    Ground() {
        this(BOUNDS);
    }

    Ground(TaskServerSettings.Bounds bounds) {
        server = TaskServer.open(
                vivarium,
                TaskServerSettings.of(List.of(new RemoteClient("anna", Role.OWNER, Presets.PLAYER, Tokens.hash(anna))))
                        .with(bounds));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    HttpRequest.Builder asAnna(String path) {
        return request(path).header("Authorization", "Bearer " + anna);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    HttpResponse<InputStream> stream(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    HttpResponse<String> submit(String body) {
        return send(asAnna("/v1/tasks").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** All that comes back for {@code bytes} until the server closes the connection. */
    String raw(byte[] bytes) {
        URI address = server.address();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
