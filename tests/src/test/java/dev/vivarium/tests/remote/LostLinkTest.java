package dev.vivarium.tests.remote;

import static dev.vivarium.tests.remote.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteTask;
import dev.vivarium.remote.client.RemoteVivarium;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way between client and server is cut; both are well. */
@Tag("E18")
@Timeout(120)
class LostLinkTest {

    /** Passes bytes on until it is cut. */
    private static final class Way implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private final int to;

        Way(int to) throws IOException {
            this.to = to;
            Thread.ofVirtual().start(this::accept);
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void accept() {
            try {
                while (true) {
                    Socket from = socket.accept();
                    Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
                    open.addAll(List.of(from, there));
                    Thread.ofVirtual().start(() -> pass(from, there));
                    Thread.ofVirtual().start(() -> pass(there, from));
                }
            } catch (IOException cut) {
                // As the test wants it.
            }
        }

        private static void pass(Socket from, Socket there) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = there.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException cut) {
                // As the test wants it.
            }
        }

        @Override
        public void close() throws IOException {
            cut();
        }

        void cut() throws IOException {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        }
    }

    @Test
    void whatIsPendingEndsHereOnceAndGoesOnThere() throws IOException {
        try (Ground ground = Ground.open();
                Way way = new Way(ground.server.address().getPort())) {
            Heard heard = new Heard();
            ScriptTask task;
            try (RemoteVivarium remote = ground.connect("anna", way.address())) {
                task = remote.run(
                        Script.of("""
                                from vivarium import ask
                                print('before')
                                _return(ask('go on?'))
                                """).named("survivor").under(Presets.BUILDER), heard::value, heard::problem);
                Waiting.until("it asks", () -> task.questions().size() == 1);

                way.cut();

                assertThat(outcome(task))
                        .isInstanceOfSatisfying(
                                Outcome.Lost.class,
                                lost -> assertThat(lost.reason())
                                        .startsWith("the connection to " + way.address() + " is lost"));
                Waiting.until("its callback has run", () -> heard.calls() == 1);
                Waiting.until("its question is closed", () -> task.questions().isEmpty());
                assertThat(task.output()).isEqualTo("before\n");
            }
            long number = ((RemoteTask) task).remoteId().orElseThrow();
            String there = ground.ask("anna", "GET", "/v1/tasks/" + number).body();
            assertThat(there).contains("\"name\":\"survivor\"", "go on?").doesNotContain("outcome");
            assertThat(ground.ask("anna", "POST", "/v1/tasks/" + number + "/kill")
                            .body())
                    .isEqualTo("{\"result\":\"REQUESTED\"}");
            Waiting.until(
                    "it is killed",
                    () -> ground.ask("anna", "GET", "/v1/tasks/" + number)
                            .body()
                            .contains("\"state\":\"KILLED\""));
            assertThat(heard.problems()).hasSize(1);
            assertThat(heard.values()).isEmpty();
        }
    }
}
