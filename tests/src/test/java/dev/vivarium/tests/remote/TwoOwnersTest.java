package dev.vivarium.tests.remote;

import static dev.vivarium.tests.remote.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteTask;
import dev.vivarium.remote.client.RemoteVivarium;
import dev.vivarium.tests.support.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several clients on one port, against P65 and P66 of plac's server: none sees another, and none stalls another. */
@Tag("E23")
@Timeout(120)
class TwoOwnersTest {

    private static Ground ground;

    @BeforeAll
    static void open() {
        ground = Ground.open();
    }

    @AfterAll
    static void close() {
        ground.close();
    }

    private static ScriptTask sleeper(RemoteVivarium client) {
        ScriptTask task = client.run(Script.of("import time\nprint('secret')\ntime.sleep(9)")
                .named("hidden")
                .under(Presets.PLAYER));
        Waiting.until("it has printed", () -> task.output().equals("secret\n"));
        return task;
    }

    private static long number(ScriptTask task) {
        return ((RemoteTask) task).remoteId().orElseThrow();
    }

    @Test
    void noneOfAnothersTasksCanBeSeenReadAnsweredOrKilled() {
        try (RemoteVivarium anna = ground.connect("anna");
                RemoteVivarium bert = ground.connect("bert")) {
            ScriptTask task = sleeper(anna);
            String there = "/v1/tasks/" + number(task);
            String nowhere = "/v1/tasks/123456";

            assertThat(ground.ask("bert", "GET", "/v1/tasks").body()).doesNotContain("hidden", "anna");
            assertThat(ground.ask("bert", "GET", "/v1/tasks?name=hidden").body())
                    .isEqualTo("{\"tasks\":[],\"more\":false}");
            for (String[] wish :
                    new String[][] {{"GET", ""}, {"GET", "/output"}, {"POST", "/kill"}, {"POST", "/questions/1"}}) {
                HttpResponse<String> refused = ground.ask("bert", wish[0], there + wish[1]);
                assertThat(refused.statusCode()).isEqualTo(404);
                // Not to be told from a task that never was.
                assertThat(refused.body())
                        .isEqualTo(
                                ground.ask("bert", wish[0], nowhere + wish[1]).body());
            }
            assertThat(bert.tasks().list()).isEmpty();
            assertThat(task.isDone()).isFalse();

            assertThat(ground.ask("anna", "GET", "/v1/tasks").body()).contains("hidden");
            assertThat(ground.ask("ops", "GET", "/v1/tasks").body()).contains("hidden", "\"owner\":\"anna\"");
            assertThat(ground.ask("ops", "GET", there + "/output").body()).contains("secret");
            assertThat(ground.ask("ops", "POST", there + "/kill").body()).isEqualTo("{\"result\":\"REQUESTED\"}");
            assertThat(outcome(task)).isInstanceOf(Outcome.Killed.class);
        }
    }

    @Test
    void aStreamTellsItsOwnClientsTasksAlone() throws IOException {
        try (RemoteVivarium anna = ground.connect("anna");
                Socket bert = stream("bert")) {
            ScriptTask task =
                    anna.run(Script.of("print('secret')\n_return('secret')").under(Presets.PLAYER));
            assertThat(outcome(task).value()).isEqualTo("secret");
            try (RemoteVivarium his = ground.connect("bert")) {
                outcome(his.run(Script.of("_return('his own')").under(Presets.PLAYER)));
            }
            assertThat(until(bert, "event: outcome"))
                    .contains("\"client\":\"bert\"", "event: outcome")
                    .doesNotContain("secret");
        }
    }

    /** The lines that {@code socket} says, up to one that has {@code word}, or to its end. */
    private static String until(Socket socket, String word) throws IOException {
        socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.contains(word)) {
                break;
            }
        }
        return String.join("\n", said);
    }

    private static Socket stream(String client) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), ground.server.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ground.token(client) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    @Test
    void aClientThatDoesNotReadItsStreamHoldsUpNobodyElseAndItselfNotForLong() throws IOException {
        try (Socket deaf = stream("anna");
                RemoteVivarium anna = ground.connect("anna");
                RemoteVivarium bert = ground.connect("bert")) {
            Waiting.until("the deaf one is there", () -> deaf.getInputStream().available() > 0);
            // Far more than the stream's buffers and the server's line hold.
            ScriptTask task = anna.run(Script.of("""
                        from vivarium import emit
                        for i in range(300):
                            emit('large', 'x' * 200_000)
                        """).under(Presets.BUILDER));
            Waiting.until("it runs", () -> !(task.state() instanceof TaskState.Queued));
            for (int i = 0; i < 5; i++) {
                assertThat(outcome(bert.run(Script.of("_return(1)").under(Presets.PLAYER)))
                                .value())
                        .isEqualTo(1L);
            }
            assertThat(ground.ask("anna", "GET", "/v1/tasks").statusCode()).isEqualTo(200);
            assertThat(outcome(task)).isInstanceOf(Outcome.Returned.class);
            // It is over, with a word or, if it is too late for that, without.
            assertThat(until(deaf, "read too slowly")).contains("event: hello").doesNotContain("event: outcome");
            // The one that reads has missed nothing, and lives.
            assertThat(outcome(anna.run(Script.of("_return(2)").under(Presets.BUILDER)))
                            .value())
                    .isEqualTo(2L);
        }
    }
}
