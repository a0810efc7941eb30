package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.remote.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clear answer and no more. */
@Tag("E23")
class RefusalsTest {

    /** What tells of the inside: classes, libraries, files, stacks. */
    private static final Pattern INSIDE = Pattern.compile(
            "java|jetty|jackson|javalin|kotlin|servlet|exception|dev\\.vivarium|\\bat \\w+\\.|/home|/tmp|/root",
            Pattern.CASE_INSENSITIVE);

    private final Ground ground = new Ground();

    @AfterEach
    void close() {
        ground.close();
    }

    private static void refused(HttpResponse<String> response, int status, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Server")).isEmpty();
        problem(response.body(), status, why);
    }

    private static void problem(String body, int status, String why) {
        assertThat(body).doesNotContainPattern(INSIDE);
        Map<?, ?> problem = (Map<?, ?>) Objects.requireNonNull(Json.read(body));
        assertThat(problem.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("type", "title", "status", "detail");
        assertThat(problem.get("status")).isEqualTo((long) status);
        assertThat(String.valueOf(problem.get("detail"))).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer viv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Basic YW5uYTpwYXNz",
                "bearer x"
            })
    void whoHasNoTokenLearnsNothing(String header) {
        for (String path : new String[] {"/v1/tasks", "/v1/tasks/1", "/v1/stream", "/v1/nothing"}) {
            HttpRequest.Builder request = ground.request(path);
            HttpResponse<String> response =
                    ground.send(header.isEmpty() ? request : request.header("Authorization", header));
            refused(response, 401, "with a valid token is needed");
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void aHashIsNoTokenAndAWeakTokenIsNoneEither() {
        String weak = "letmein";
        TaskServerSettings settings = TaskServerSettings.of(java.util.List.of(
                new RemoteClient("eve", Role.ADMIN, dev.vivarium.policy.Presets.PLAYER, Tokens.hash(weak))));
        assertThat(Tokens.find(settings.clients(), "Bearer " + weak)).isEmpty();
        assertThat(Tokens.find(settings.clients(), "Bearer " + Tokens.hash(weak)))
                .isEmpty();
        assertThat(Tokens.make()).matches("viv_[A-Za-z0-9_-]{43}").isNotEqualTo(Tokens.make());
    }

    @Test
    void manyWrongTokensAreRefusedOutrightAndRightOnesAreTakenAllTheSame() {
        AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
        Awaitility.await("six within one second, of which five are told what is wrong")
                .until(() -> {
                    for (int i = 0; i < 6; i++) {
                        last.set(ground.send(ground.request("/v1/tasks").header("Authorization", "Bearer wrong")));
                    }
                    return last.get().statusCode() == 429;
                });
        refused(last.get(), 429, "(setting maxWrongTokensPerSecond)");
        assertThat(last.get().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(ground.send(ground.asAnna("/v1/tasks")).statusCode()).isEqualTo(200);
        Awaitility.await("the next second")
                .until(() -> ground.send(ground.request("/v1/tasks")).statusCode() == 401);
    }

    static Stream<Arguments> oddBodies() {
        return Stream.of(
                Arguments.of("", 400, "there is nothing"),
                Arguments.of("{\"source\":", 400, "at line 1, column 11: it is not well-formed"),
                Arguments.of("[".repeat(60_000), 400, "nested deeper than"),
                Arguments.of("[]", 400, "the body must be a JSON object"),
                Arguments.of("{}", 400, "the body needs a member 'source'"),
                Arguments.of("{\"source\": 1}", 400, "the body: 'source' must be a string"),
                Arguments.of("{\"source\": \"1\", \"owner\": \"bert\"}", 400, "unknown member 'owner'"),
                Arguments.of("{\"source\": \"1\", \"name\": \"a\\nb\"}", 400, "the name of a script must be one line"),
                Arguments.of("{\"source\": \"1\", \"variables\": {\"class\": 1}}", 400, "is no Python identifier"),
                Arguments.of("{\"source\": \"1\", \"variables\": {\"x\": {\"$set\": 1}}}", 400, "variable 'x'"),
                Arguments.of("{\"source\": \"1\", \"policy\": \"nobody\"}", 400, "no policy is called 'nobody'"),
                Arguments.of(
                        "{\"source\": \"1\", \"policy\": \"builder\"}", 403, "above your ceiling, policy 'player'"),
                Arguments.of("{\"source\": \"1\", \"policy\": \"admin\"}", 403, "above your ceiling, policy 'player'"),
                Arguments.of(
                        "{\"source\": \"1\", \"limits\": {\"timeout\": \"1h\"}}", 403, "limit timeout may be at most"),
                Arguments.of("{\"source\": \"1\", \"limits\": {\"timeout\": \"unlimited\"}}", 403, "limit timeout"),
                Arguments.of("{\"source\": \"1\", \"limits\": {\"timeout\": \"soon\"}}", 400, "limit 'timeout'"),
                Arguments.of("{\"source\": \"1\", \"limits\": {\"x\": \"1\"}}", 400, "unknown limit 'x'"),
                Arguments.of("{\"source\": \"1\", \"capabilities\": [\"db\"]}", 403, "can't be granted from elsewhere"),
                Arguments.of("{\"source\": \"1\", \"ref\": \"" + "x".repeat(101) + "\"}", 400, "'ref' may have 100"),
                Arguments.of("{\"source\": \"" + "x".repeat(65_536) + "\"}", 413, "65536 bytes (setting maxBody)"));
    }

    @ParameterizedTest
    @MethodSource("oddBodies")
    void whatIsWrongWithASubmissionIsSaidByName(String body, int status, String why) {
        refused(ground.submit(body), status, why);
        assertThat(ground.vivarium.scripts).isEmpty();
    }

    @Test
    void aBodyOfUnknownLengthIsCutAsWell() {
        HttpRequest.Builder request = ground.asAnna("/v1/tasks")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofString(" ".repeat(1 << 20))));
        refused(ground.send(request), 413, "(setting maxBody)");
    }

    @Test
    void aBodyThatWouldBeMuchTooLongIsNotWaitedFor() {
        String answer = ground.raw(("POST /v1/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ground.anna
                        + "\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("(setting maxBody)");
    }

    static Stream<Arguments> oddAddresses() {
        return Stream.of(
                Arguments.of("GET", "/v1/tasks/0", 404, "no task of yours has this number"),
                Arguments.of("GET", "/v1/tasks/-1", 404, "no task of yours has this number"),
                Arguments.of("GET", "/v1/tasks/99999999999999999999", 404, "no task of yours has this number"),
                Arguments.of("GET", "/v1/tasks/x/output", 404, "no task of yours has this number"),
                Arguments.of("POST", "/v1/tasks/1/kill", 404, "no task of yours has this number"),
                Arguments.of("GET", "/v1/tasks?after=x", 400, "parameter 'after' must be a whole number"),
                Arguments.of("GET", "/v1/tasks/1/output?lines=0", 400, "parameter 'lines' must be from 1 to"),
                Arguments.of("GET", "/", 404, "there is nothing at this address"),
                Arguments.of("GET", "/v1/tasks/1/2/3/4", 404, "there is nothing at this address"),
                Arguments.of("DELETE", "/v1/tasks", 405, "does not know that method"),
                Arguments.of("BREW", "/v1/tasks", 405, "does not know that method"));
    }

    @ParameterizedTest
    @MethodSource("oddAddresses")
    void anAddressThatIsNoneIsSaidToBeNone(String method, String path, int status, String why) {
        refused(ground.send(ground.asAnna(path).method(method, HttpRequest.BodyPublishers.noBody())), status, why);
    }

    @Test
    void aFaultOfTheServersTellsNothingOfIt() {
        refused(ground.send(ground.asAnna("/v1/tasks/13")), 500, "its log says more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/tasks/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void whatIsNoHttpGetsOneAnswer(String bytes) {
        String answer = ground.raw(bytes.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContainPattern(INSIDE).doesNotContain("Server:");
        int status = Integer.parseInt(answer.substring(9, 12));
        assertThat(status).isBetween(400, 505);
        problem(answer.substring(answer.indexOf("\r\n\r\n") + 4), status, "no request that HTTP allows here");
        assertThat(ground.send(ground.asAnna("/v1/tasks")).statusCode()).isEqualTo(200);
    }

    @Test
    void headersAreBounded() {
        refused(
                ground.send(ground.asAnna("/v1/tasks").header("X-Large", "x".repeat(9_000))),
                431,
                "address and headers together may have 8192 bytes");
    }

    @Test
    void oneClientHasSoManyOpenTasksAndStreams() {
        for (int i = 0; i < 3; i++) {
            assertThat(ground.submit("{\"source\": \"1\"}").statusCode()).isEqualTo(201);
        }
        refused(ground.submit("{\"source\": \"1\"}"), 429, "more than 3 open tasks at a time (setting maxOpenTasks)");
        assertThat(ground.vivarium.scripts).hasSize(3);

        assertThat(ground.stream(ground.asAnna("/v1/stream")).statusCode()).isEqualTo(200);
        assertThat(ground.stream(ground.asAnna("/v1/stream")).statusCode()).isEqualTo(200);
        refused(ground.send(ground.asAnna("/v1/stream")), 429, "more than 2 streams at a time (setting maxStreams)");
    }

    @Test
    void aStreamThatWasNeverThereCanNotBeResumed() {
        refused(ground.send(ground.asAnna("/v1/stream").header("Last-Event-ID", "77")), 410, "is not kept any more");
        refused(
                ground.send(ground.asAnna("/v1/stream").header("Last-Event-ID", "x")),
                400,
                "header 'Last-Event-ID' must be a whole number");
    }

    @Test
    void oneClientHasSoManyRequestsInASecond() {
        var few = new TaskServerSettings.Bounds(Ground.BOUNDS.maxBody(), 2, 3, 2, 5, 64, Ground.BOUNDS.idle(), 100);
        try (Ground busy = new Ground(few)) {
            Awaitility.await("more than two within one second").until(() -> {
                HttpResponse<String> response = busy.send(busy.asAnna("/v1/tasks"));
                if (response.statusCode() == 429) {
                    refused(response, 429, "more than 2 requests in a second (setting maxRequestsPerSecond)");
                }
                return response.statusCode() == 429;
            });
            Awaitility.await("the next second")
                    .until(() -> busy.send(busy.asAnna("/v1/tasks")).statusCode() == 200);
        }
    }
}
