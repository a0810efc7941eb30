package dev.vivarium.tests.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A worker process as the kernel describes it. */
class WorkerProcessTest {

    private static final int WORKERS = 2;

    @TempDir
    private static Path folder;

    private static WorkerProcesses workers;
    private static FileInputStream openInHost;
    private static Vivarium vivarium;

    @BeforeAll
    static void open() throws IOException {
        Path file = Files.writeString(folder.resolve("open-in-host"), "text");
        openInHost = new FileInputStream(file.toFile());
        workers = WorkerProcesses.watch();
        vivarium = Vivarium.builder().workers(1).spares(WORKERS - 1).open();
        Waiting.until("all workers are up", () -> vivarium.stats().workersReady() == WORKERS);
    }

    @AfterAll
    static void close() throws IOException {
        vivarium.close();
        openInHost.close();
    }

    private static Path proc(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    /** What a terminal's signals go by. */
    private record Job(String group, String session) {

        /** From proc_pid_stat(5): behind the name are the state, the parent, the group and the session. */
        static Job of(ProcessHandle process) throws IOException {
            String stat = Files.readString(proc(process, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Job(fields[2], fields[3]);
        }
    }

    /** The files of a process that is not dumpable belong to root. */
    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    void thereIsOneChildProcessPerWorkerAndItHasNoneItself() {
        assertThat(Waiting.outcome(vivarium.run(Script.of("_return(1)")))).isInstanceOf(Outcome.Returned.class);

        assertThat(workers.alive())
                .hasSize(WORKERS)
                .allSatisfy(worker -> assertThat(worker.descendants()).isEmpty());
    }

    /** In a session of its own the priorities of its threads would mean nothing beside the host's: see Confinement. */
    @Test
    void itHasAProcessGroupOfItsOwnInTheSessionOfItsHost() throws IOException {
        Job host = Job.of(ProcessHandle.current());
        for (ProcessHandle worker : workers.alive()) {
            assertThat(Job.of(worker)).isEqualTo(new Job(Long.toString(worker.pid()), host.session()));
        }
    }

    @Test
    void itsThreadsHaveASystemCallFilterAndThoseThatServeScriptsHaveNoPrivileges() throws IOException {
        for (ProcessHandle worker : workers.alive()) {
            List<Map<String, String>> threads = threads(worker);
            assertThat(threads)
                    .allSatisfy(thread ->
                            assertThat(thread).containsEntry("NoNewPrivs", "1").containsEntry("Seccomp", "2"));
            assertThat(threads)
                    .filteredOn(thread -> thread.get("Name").startsWith("vivarium"))
                    .isNotEmpty()
                    .allSatisfy(thread -> {
                        assertThat(thread.get("CapEff")).matches("0+");
                        assertThat(thread.get("CapPrm")).matches("0+");
                    });
        }
    }

    private static List<Map<String, String>> threads(ProcessHandle process) throws IOException {
        List<Map<String, String>> threads = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc(process, "task"))) {
            for (Path thread : folders) {
                try {
                    threads.add(Files.readAllLines(thread.resolve("status")).stream()
                            .map(line -> line.split(":\\s*", 2))
                            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1])));
                } catch (NoSuchFileException endedMeanwhile) {
                    // A worker's threads come and go: each fresh context has its own.
                    assertThat(process.isAlive()).isTrue();
                }
            }
        }
        return threads;
    }

    @Test
    @EnabledIf("isRoot")
    void itsEnvironmentIsEmpty() throws IOException {
        for (ProcessHandle worker : workers.alive()) {
            assertThat(Files.readAllBytes(proc(worker, "environ"))).isEmpty();
        }
    }

    @Test
    @EnabledIf("isRoot")
    void itHoldsNoDescriptorButItsStreamsItsJarsAndItsLink() throws IOException {
        List<String> ownLinks = links(ProcessHandle.current());
        for (ProcessHandle worker : workers.alive()) {
            List<String> links = links(worker);
            assertThat(links).noneMatch(link -> link.contains(folder.toString()));
            // Java itself makes the second one, which is connected to nothing, to close others with.
            assertThat(links)
                    .filteredOn(link -> link.startsWith("socket:"))
                    .hasSizeBetween(1, 2)
                    .doesNotContainAnyElementsOf(ownLinks);
            assertThat(links).filteredOn(link -> link.startsWith("pipe:")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(links)
                    .filteredOn(link -> link.startsWith("/"))
                    .allMatch(link -> link.endsWith(".jar")
                            || link.startsWith(System.getProperty("java.home"))
                            || link.equals("/dev/random")
                            || link.equals("/dev/urandom"));
        }
    }

    private static List<String> links(ProcessHandle process) throws IOException {
        List<String> links = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc(process, "fd"))) {
            for (Path descriptor : descriptors) {
                links.add(Files.readSymbolicLink(descriptor).toString());
            }
        }
        return links;
    }

    @Test
    @EnabledIf("isRoot")
    void itsCommandLineNamesNoSecretAndNoJarThatItDoesNotNeed() throws IOException {
        for (ProcessHandle worker : workers.alive()) {
            String commandLine = Files.readString(proc(worker, "cmdline"));
            assertThat(Stream.of("junit", "assertj", "logback", "slf4j", "archunit"))
                    .noneMatch(commandLine::contains);
            assertThat(commandLine).doesNotContainPattern("[0-9a-f]{64}");
        }
    }
}
