package dev.vivarium.console.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gathers the evidence sees what happens. */
class WatchesTest {

    private static final long SELF = 100;
    private static final ProcessTable.Entry HOST = new ProcessTable.Entry(SELF, 1, SELF, 10, "java");
    private static final ProcessTable.Entry WORKER = new ProcessTable.Entry(101, SELF, SELF, 20, "java");

    private final ProcessWatch watch = new ProcessWatch(SELF, WatchesTest::command, pid -> pid);

    private static String command(long pid) {
        return switch ((int) pid) {
            case 101 -> "java dev.vivarium.engine.worker.WorkerMain x";
            case 104 -> "java dev.vivarium.engine.worker.TrainingMain";
            default -> "sleep 3";
        };
    }

    @TempDir
    private Path directory = Path.of("");

    private List<String> strangers(ProcessTable.Entry... more) {
        watch.look(List.of(HOST, WORKER));
        for (ProcessTable.Entry entry : more) {
            watch.look(List.of(HOST, WORKER, entry));
        }
        watch.look(List.of(HOST, WORKER));
        return watch.strangersSince(Duration.ZERO);
    }

    @Test
    void workersAndOtherPeoplesProcessesAreNoStrangers() {
        assertThat(strangers(new ProcessTable.Entry(7, 1, 7, 30, "cron"))).isEmpty();
        assertThat(watch.workersSince(Duration.ZERO)).containsExactly(101L);
        assertThat(watch.largestWorker()).isEqualTo(101);
    }

    @Test
    void theChildOfAWorkerIsAStrangerAlsoOnceItIsGone() {
        assertThat(strangers(new ProcessTable.Entry(102, 101, SELF, 30, "sleep")))
                .singleElement()
                .asString()
                .contains("102", "sleep 3");
    }

    @Test
    void theMakerOfAStartCacheIsAStrangerOnlyIfAWorkerStartedIt() {
        assertThat(strangers(new ProcessTable.Entry(104, SELF, SELF, 30, "java")))
                .isEmpty();
        assertThat(strangers(new ProcessTable.Entry(104, 101, SELF, 31, "java")))
                .hasSize(1);
    }

    @Test
    void anOrphanInOurProcessGroupIsAStranger() {
        assertThat(strangers(new ProcessTable.Entry(103, 1, SELF, 30, "sleep"))).hasSize(1);
    }

    @Test
    void whatWasThereBeforeIsNot() {
        ProcessTable.Entry tee = new ProcessTable.Entry(99, 1, SELF, 5, "tee");
        watch.rememberEarlier(List.of(tee));

        assertThat(strangers(tee)).isEmpty();
    }

    @Test
    void aNameMayHoldAnything() {
        String stat = "42 (a) b (c) S 7 8 9 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 99 100 ...";

        assertThat(ProcessTable.parse(stat)).isEqualTo(new ProcessTable.Entry(42, 7, 8, 12345, "a) b (c"));
    }

    @Test
    void aRealProcessShowsInTheTable() {
        assertThat(ProcessTable.now())
                .anyMatch(entry -> entry.pid() == ProcessHandle.current().pid());
    }

    @Test
    void newFilesAndDirectoriesShow() throws IOException {
        Files.writeString(directory.resolve("old"), "x");
        FileWatch files = new FileWatch(Set.of(directory));
        assertThat(files.news()).isEmpty();

        Files.createDirectory(directory.resolve("new"));
        Files.writeString(directory.resolve("new/inner"), "x");

        assertThat(files.news()).hasSize(2);
    }

    @Test
    void canariesSeeWhatIsDoneToThem() throws IOException, InterruptedException {
        try (Canaries canaries = new Canaries()) {
            assertThat(canaries.changes()).isEmpty();
            Path file = Path.of(canaries.harmless().get(0));

            Files.writeString(Path.of(canaries.harmless().get(1), "planted"), "x");
            assertThat(canaries.changes()).hasSize(1);
            Files.delete(file);
            assertThat(canaries.changes()).hasSize(2);

            int port = Integer.parseInt(canaries.harmless().get(3));
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            assertThat(new Stopwatch().waitFor(Duration.ofSeconds(10), () -> canaries.connections() == 1))
                    .isTrue();
        }
    }
}
