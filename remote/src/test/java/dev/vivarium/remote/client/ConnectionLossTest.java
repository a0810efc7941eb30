package dev.vivarium.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskEnd;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a connection, each pending task hears of it, once (R51, R55 and R18 of RPyC's, turned round). */
@Tag("E18")
class ConnectionLossTest {

    private static final int PENDING = 100;

    private FakeServer server;
    private RemoteVivarium remote;
    private final List<ScriptTask> tasks = new ArrayList<>();
    private final List<TaskEnd> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger problems = new AtomicInteger();
    private final AtomicInteger returns = new AtomicInteger();

    @BeforeEach
    void connect() throws IOException {
        server = new FakeServer();
        remote = RemoteVivarium.connect(server.address(), "any");
        remote.onTaskEnd(Runnable::run, ends::add);
        for (int i = 0; i < PENDING; i++) {
            tasks.add(remote.run(
                    Script.of("_return(1)"), _ -> returns.incrementAndGet(), _ -> problems.incrementAndGet()));
        }
        Awaitility.await().until(() -> server.submitted.size() == PENDING);
    }

    @AfterEach
    void close() throws IOException {
        remote.close();
        server.close();
    }

    private void allAreLost(String why) throws TimeoutException, InterruptedException {
        for (ScriptTask task : tasks) {
            Outcome outcome = task.await(Duration.ofSeconds(30));
            assertThat(outcome).isInstanceOf(Outcome.Lost.class);
            assertThat(((Outcome.Lost) outcome).reason())
                    .startsWith("the connection to " + server.address() + " is lost: ")
                    .contains(why);
        }
        Awaitility.await().until(() -> tasks.stream().noneMatch(ScriptTask::isResident));
        Awaitility.await().until(() -> problems.get() == PENDING);
        ScriptTask later = remote.run(Script.of("_return(1)"), _ -> {}, _ -> {});
        assertThat(later.await(Duration.ofSeconds(30))).isInstanceOf(Outcome.Lost.class);
        assertThatThrownBy(() -> remote.awaitReady(Duration.ofSeconds(1))).isInstanceOf(TimeoutException.class);
        remote.close();
        assertThat(returns).hasValue(0);
        assertThat(problems).hasValue(PENDING);
        assertThat(remote.stats().finished()).isEqualTo(PENDING + 1);
        assertThat(ends).hasSize(PENDING + 1).allMatch(end -> end.outcome() instanceof Outcome.Lost);
    }

    @Test
    void aStreamThatEnds() throws Exception {
        server.cutStream();
        allAreLost("");
    }

    @Test
    void aServerThatCloses() throws Exception {
        server.say("closing", "{\"reason\":\"the server closes\"}");
        allAreLost("the server closes");
    }

    @Test
    void aLinkThatHasGoneSilent() throws Exception {
        for (int tick = 0; tick < 4; tick++) {
            remote.connection.watch();
        }
        assertThat(tasks).noneMatch(ScriptTask::isDone);
        remote.connection.watch();
        allAreLost("the server has been silent for 20 s");
    }

    @Test
    void closingItOneself() throws Exception {
        remote.close();
        allAreLost("closed by this side");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\n\n", "data: 1\n\n", "event: outcome\ndata: {\"task\": \"x\"}\n\n"})
    void whatCanNotBeRead(String garbled) throws Exception {
        server.sayRaw(garbled);
        allAreLost("a message of the server can't be taken");
    }

    @Test
    void whatEndedBeforeKeepsItsOutcome() throws Exception {
        String body = server.submitted.getFirst();
        String ref = body.substring(body.indexOf("\"ref\":\"") + 7, body.lastIndexOf('"'));
        server.say("submitted", "{\"task\": 7, \"ref\": \"" + ref + "\"}");
        server.say(
                "outcome",
                "{\"task\": 7, \"outcome\": {\"name\": \"RETURNED\", \"calls\": 1, \"value\": 5,"
                        + " \"usage\": {\"cpuNanos\": 1, \"wallNanos\": 1}}}");
        Awaitility.await().until(() -> returns.get() == 1);
        server.cutStream();
        Awaitility.await().until(() -> problems.get() == PENDING - 1);
        assertThat(tasks).allMatch(ScriptTask::isDone);
        assertThat(tasks)
                .filteredOn(task -> task.outcome().orElseThrow() instanceof Outcome.Returned)
                .singleElement()
                .satisfies(task -> assertThat(((RemoteTask) task).remoteId()).hasValue(7));
        assertThat(remote.stats().finished()).isEqualTo(PENDING);
    }

    @Test
    void aTokenNeverCrossesANetworkInTheClear() {
        for (String address :
                List.of("http://192.0.2.1:2199", "http://127.0.0.1.example.org", "ftp://127.0.0.1", "x")) {
            assertThatThrownBy(() -> RemoteVivarium.connect(URI.create(address), "secret"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }
}
