package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TimeSource;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.web.AuditLine;
import dev.vivarium.web.Verdict;
import dev.vivarium.web.WaitingScript;
import dev.vivarium.web.WebHost;
import dev.vivarium.web.WebServer;
import dev.vivarium.web.WebSettings;
import dev.vivarium.web.WebUser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page's server says to those who may not, and to what makes no sense. */
@Timeout(120)
class PageStrangersTest {

    private static final Map<String, WebUser> USERS = new ConcurrentHashMap<>(Map.of(
            "anna", new WebUser("anna", false, List.of(Presets.PLAYER)),
            "poor", new WebUser("poor", false, List.of(Presets.PLAYER)),
            "bob", new WebUser("bob", false, List.of(Presets.PLAYER)),
            "root", new WebUser("root", true, List.of(Presets.PLAYER, Presets.ADMIN))));

    private static final WaitingScript SCRIPT = new WaitingScript(7, "script #7", "anna", "_return(1)");

    private static Vivarium vivarium;
    private static WebServer server;
    private static HttpClient client;

    /** Whose tokens are their names. */
    private static final class Host implements WebHost {

        @Override
        public CompletionStage<Optional<String>> nameOf(String token) {
            return CompletableFuture.completedFuture(
                    token.startsWith("of ") ? Optional.of(token.substring(3)) : Optional.empty());
        }

        @Override
        public CompletionStage<Optional<WebUser>> user(String name) {
            return CompletableFuture.completedFuture(Optional.ofNullable(USERS.get(name)));
        }

        @Override
        public CompletionStage<Optional<String>> whyNot(String name) {
            return CompletableFuture.completedFuture(
                    name.equals("poor")
                            ? Optional.of("your scripts have run 60 times within a minute")
                            : Optional.empty());
        }

        @Override
        public void started(ScriptTask task) {}

        @Override
        public CompletionStage<List<WaitingScript>> waiting() {
            return CompletableFuture.completedFuture(List.of(SCRIPT));
        }

        @Override
        public CompletionStage<Optional<String>> decide(Verdict verdict) {
            boolean fits = verdict.id() == SCRIPT.id() && verdict.source().equals(SCRIPT.source());
            return CompletableFuture.completedFuture(fits ? Optional.empty() : Optional.of("It has changed."));
        }

        @Override
        public Consumer<String> begin(String where, String who, String what) {
            return _ -> {};
        }

        @Override
        public CompletionStage<List<AuditLine>> audit(int most) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public String metrics() {
            return "";
        }
    }

    @BeforeAll
    static void open() throws IOException {
        vivarium = Vivarium.builder().workers(1).spares(0).open();
        server = WebServer.open(vivarium, new Host(), WebSettings.of(0, TimeSource.system()));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
        vivarium.close();
    }

    private record Answer(int status, String body, Optional<String> cookie) {}

    private static Answer ask(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Set-Cookie").map(cookie -> cookie.replaceFirst(";.*", "")));
    }

    private static String signIn(String name) throws IOException, InterruptedException {
        return ask("POST", "/api/session", "{\"token\":\"of " + name + "\"}", "X-Vivarium", "1")
                .cookie()
                .orElseThrow();
    }

    private static Answer as(String cookie, String method, String path, String body)
            throws IOException, InterruptedException {
        return ask(method, path, body, "Cookie", cookie, "X-Vivarium", "1");
    }

    @Test
    void withoutASessionThereIsNothing() throws IOException, InterruptedException {
        for (String path : List.of("/api/me", "/api/audit", "/api/stream", "/api/tasks/1")) {
            assertThat(ask("GET", path, "").status()).as(path).isEqualTo(401);
            assertThat(as("vivarium=made-up", "GET", path, "").status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(as("vivarium=made-up", "POST", "/api/tasks", "{}").status()).isEqualTo(401);
        assertThat(as("vivarium=made-up", "DELETE", "/api/tasks/1", "").status())
                .isEqualTo(401);
    }

    @Test
    void aRequestThatAnotherPageCouldHaveMadeChangesNothing() throws IOException, InterruptedException {
        String anna = signIn("anna");
        Answer answer = ask("POST", "/api/tasks", "{\"source\":\"1\",\"policy\":\"player\"}", "Cookie", anna);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Vivarium");
    }

    @Test
    void nobodySeesReadsOrKillsWhatIsAnothers() throws IOException, InterruptedException {
        ScriptTask task = vivarium.run(Script.of("import time; time.sleep(60)").ownedBy("bob"));
        String anna = signIn("anna");
        String path = "/api/tasks/" + task.id().number();
        assertThat(as(anna, "GET", path, "").status()).isEqualTo(404);
        assertThat(as(anna, "DELETE", path, "").status()).isEqualTo(404);
        assertThat(as(anna, "POST", path + "/answer", "{\"text\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(as(anna, "GET", "/api/audit", "").status()).isEqualTo(403);
        assertThat(task.isDone()).isFalse();

        assertThat(as(signIn("bob"), "DELETE", path, "").status()).isEqualTo(204);
        assertThat(Waiting.outcome(task).name()).isEqualTo("KILLED");
    }

    @Test
    void nobodyRunsUnderAPolicyThatIsNotTheirs() throws IOException, InterruptedException {
        Answer answer = as(signIn("anna"), "POST", "/api/tasks", "{\"source\":\"1\",\"policy\":\"admin\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"problem\":\"you may not run scripts under that policy\"}");
    }

    @Test
    void whoHasUsedUpWhatHeMayIsToldSo() throws IOException, InterruptedException {
        Answer answer = as(signIn("poor"), "POST", "/api/tasks", "{\"source\":\"1\",\"policy\":\"player\"}");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).contains("not now: your scripts have run 60 times within a minute");
    }

    @Test
    void scriptsAreApprovedByAdminsAloneAndOnlyAsTheyWereSeen() throws IOException, InterruptedException {
        String anna = signIn("anna");
        String seen = "{\"source\":\"_return(1)\"}";
        assertThat(as(anna, "GET", "/api/waiting", "").status()).isEqualTo(403);
        assertThat(as(anna, "POST", "/api/waiting/7", seen).status()).isEqualTo(403);
        String root = signIn("root");
        assertThat(as(root, "GET", "/api/waiting", "").body()).contains("\"source\":\"_return(1)\"");
        assertThat(as(root, "POST", "/api/waiting/7", "{}").status()).isEqualTo(400);
        assertThat(as(root, "POST", "/api/waiting/x", seen).status()).isEqualTo(400);
        assertThat(as(root, "POST", "/api/waiting/7", "{\"source\":\"worse\"}").status())
                .isEqualTo(409);
        assertThat(as(root, "POST", "/api/waiting/7", seen).status()).isEqualTo(204);
    }

    @Test
    void whoIsNoLongerThereIsSignedOut() throws IOException, InterruptedException {
        USERS.put("gone", new WebUser("gone", true, List.of(Presets.ADMIN)));
        String cookie = signIn("gone");
        assertThat(as(cookie, "GET", "/api/me", "").status()).isEqualTo(200);
        USERS.remove("gone");
        assertThat(as(cookie, "GET", "/api/me", "").status()).isEqualTo(401);
    }

    @Test
    void bodiesThatMakeNoSenseGetAClearAnswerAndNoWordOfJava() throws IOException, InterruptedException {
        String anna = signIn("anna");
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"source\":1}",
                "{\"source\":\"x\"}",
                "{\"source\":\"x\",\"policy\":[]}",
                "{\"more\":1}",
                "[".repeat(10_000))) {
            Answer answer = as(anna, "POST", "/api/tasks", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"problem\":").doesNotContain("java", "jackson", "Exception");
        }
        assertThat(as(anna, "POST", "/api/tasks", "x".repeat(600_000)).status()).isEqualTo(413);
        assertThat(as(anna, "GET", "/api/tasks/" + "9".repeat(30), "").status()).isEqualTo(400);
        assertThat(as(anna, "GET", "/nothing", "").status()).isEqualTo(404);
        assertThat(as(anna, "PUT", "/api/tasks", "").status()).isEqualTo(405);
        for (String path : List.of("/static/..%2fpage.js", "/lib/../../x", "/lib/%2e%2e/x", "/static/Page.class")) {
            assertThat(ask("GET", path, "").status()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void whatIsNoHttpIsAnsweredAndNothingElse() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write("\u0000\u0001 rubbish\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            try (InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400")
                        .doesNotContain("jetty", "Jetty", "java");
            }
        }
    }

    @Test
    void aBrowserThatReadsNothingHoldsUpNobody() throws IOException, InterruptedException {
        String anna = signIn("anna");
        try (Socket deaf =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            deaf.getOutputStream()
                    .write(("GET /api/stream HTTP/1.1\r\nHost: x\r\nCookie: " + anna + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5; i++) {
                Answer started = as(
                        anna,
                        "POST",
                        "/api/tasks",
                        "{\"source\":\"print('x' * 100000); _return(1)\",\"policy\":\"player\"}");
                assertThat(started.status()).isEqualTo(201);
                String path = "/api/tasks/" + started.body().replaceAll("\\D", "");
                Waiting.until("it has returned", () -> {
                    try {
                        return as(anna, "GET", path, "").body().contains("\"state\":\"RETURNED\"");
                    } catch (IOException | InterruptedException broken) {
                        throw new AssertionError(broken);
                    }
                });
            }
        }
    }

    @Test
    void tokensCanNotBeTriedForEver() throws IOException, InterruptedException {
        // Another server: the address of all tests is the same.
        try (WebServer other = WebServer.open(vivarium, new Host(), WebSettings.of(0, TimeSource.system()))) {
            int last = 0;
            for (int i = 0; i < 20 && last != 429; i++) {
                last = client.send(
                                HttpRequest.newBuilder(other.address().resolve("/api/session"))
                                        .header("X-Vivarium", "1")
                                        .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"wrong\"}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode();
            }
            assertThat(last).isEqualTo(429);
        }
    }
}
