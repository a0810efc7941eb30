package dev.vivarium.remote.client;

import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.JsonFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Requests to one task server, with its token. Safe for use by any thread; every call blocks. */
final class Wire implements AutoCloseable {

    /** The largest answer that is taken, in bytes. */
    private static final long MOST_BYTES = 256L << 20;

    private final URI server;
    private final String token;
    private final Duration within;
    private final HttpClient http;

    Wire(URI server, String token, Duration within, Optional<SSLContext> tls) {
        requireSafe(server);
        this.server = server;
        this.token = token;
        this.within = within;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(within)
                .executor(task -> Thread.ofVirtual().name("vivarium-http").start(task));
        tls.ifPresent(builder::sslContext);
        http = builder.build();
    }

    private static void requireSafe(URI server) {
        String host = server.getHost();
        if (host == null) {
            throw new IllegalArgumentException(server + " is no address of a server, such as http://127.0.0.1:2199");
        }
        boolean local = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
        if (!"https".equals(server.getScheme()) && !("http".equals(server.getScheme()) && local)) {
            throw new IllegalArgumentException(server + ": a token may leave this machine only over https");
        }
    }

    /** Sends a request and gives the tree of its answer. */
    @Nullable
    Object send(String method, String path, @Nullable Object body) throws InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Json.write(body));
        HttpRequest request = request(path)
                .timeout(within)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
            if (response.statusCode() / 100 != 2) {
                throw refusal(response.statusCode(), response.body());
            }
            return Json.read(response.body());
        } catch (IOException failed) {
            throw unreachable(failed);
        }
    }

    /** Opens the stream of all that becomes of the client's tasks. */
    InputStream stream() throws InterruptedException {
        HttpRequest request = request("/v1/stream")
                .header("Accept", "text/event-stream")
                .GET()
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                try (InputStream body = response.body()) {
                    throw refusal(response.statusCode(), body.readNBytes(64 << 10));
                }
            }
            return response.body();
        } catch (IOException failed) {
            throw unreachable(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private RemoteException unreachable(IOException failed) {
        return new RemoteException(server + " can't be reached: " + reason(failed), failed);
    }

    static String reason(IOException failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? "connection refused or broken" : message;
    }

    private static RemoteException refusal(int status, byte[] body) {
        try {
            String detail = JsonFields.of("the answer", Json.read(body))
                    .optionalText("detail")
                    .orElse("no reason given");
            return new RemoteException(status, detail);
        } catch (BadJsonException odd) {
            return new RemoteException(
                    status,
                    "answer " + status + ": "
                            + new String(body, StandardCharsets.UTF_8)
                                    .lines()
                                    .findFirst()
                                    .orElse("nothing"));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
