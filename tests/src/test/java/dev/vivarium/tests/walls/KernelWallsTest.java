package dev.vivarium.tests.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.StorageSettings;
import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder.Settings;
import dev.vivarium.engine.LocalVivarium;
import dev.vivarium.engine.pool.WorkerCommand;
import dev.vivarium.engine.worker.KernelWalls;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.policy.Presets;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel alone stops: the Python sandbox is off, and scripts may use all of Python and all of Java. */
class KernelWallsTest {

    private static Vivarium open(KernelWalls kernelWalls) {
        Settings settings = new Settings(
                1,
                0,
                0,
                true,
                256,
                100,
                1000,
                100,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                Optional.empty(),
                Optional.empty(),
                StorageSettings.NONE);
        return LocalVivarium.forTests(
                settings,
                right -> new WorkerCommand(right.kind(), right.heapMegabytes(), PythonWalls.RAZED, kernelWalls));
    }

    private static Outcome run(Vivarium vivarium, Probe probe, Ground ground) throws IOException {
        Script script = Script.of(probe.source())
                .named("probe")
                .withAll(ground.variables())
                .under(Presets.ADMIN)
                .within(Duration.ofSeconds(30));
        ScriptTask task = vivarium.run(script, value -> {}, problem -> {});
        return Waiting.outcome(task);
    }

    /** The point of it all. */
    @Nested
    class WithTheKernelsWalls {

        @TempDir
        private static Path canary;

        private static WorkerProcesses workers;
        private static Ground ground;
        private static Vivarium vivarium;

        @BeforeAll
        static void open() throws IOException {
            List<Path> folders = List.of(
                    Path.of("").toAbsolutePath(),
                    Path.of("/"),
                    Path.of("/tmp"),
                    Path.of("/var/tmp"),
                    Path.of("/dev/shm"),
                    Path.of(System.getProperty("user.home")),
                    canary);
            ground = new Ground(canary, folders);
            workers = WorkerProcesses.watch();
            vivarium = KernelWallsTest.open(KernelWalls.STANDING);
            Waiting.untilReady(vivarium);
        }

        @AfterAll
        static void close() throws IOException, InterruptedException {
            vivarium.close();
            ground.close();
        }

        static List<Probe> probes() {
            return Probe.all();
        }

        @ParameterizedTest
        @MethodSource("probes")
        void aScriptThatOnlyTheKernelHoldsIsRefused(Probe probe) throws IOException {
            Outcome outcome = run(vivarium, probe, ground);

            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            probe.trace()
                    .ifPresent(trace ->
                            assertThat(trace.test(ground)).as("traces of it").isFalse());
            assertThat(workers.alive())
                    .as("workers that have a child")
                    .noneMatch(worker -> worker.descendants().findAny().isPresent());
        }
    }

    /** Shows that each probe works where nothing stops it, so that the refusals above mean something. */
    @Nested
    class WithoutAnyWalls {

        @TempDir
        private static Path canary;

        private static Ground ground;
        private static Vivarium vivarium;

        @BeforeAll
        static void open() throws IOException {
            ground = new Ground(canary, List.of(canary));
            vivarium = KernelWallsTest.open(KernelWalls.RAZED);
            Waiting.untilReady(vivarium);
        }

        @AfterAll
        static void close() throws IOException, InterruptedException {
            vivarium.close();
            ground.close();
        }

        static List<Probe> probes() {
            return Probe.all();
        }

        @ParameterizedTest
        @MethodSource("probes")
        void theSameScriptSucceeds(Probe probe) throws IOException, InterruptedException {
            try {
                assertThat(run(vivarium, probe, ground)).isInstanceOf(Outcome.Returned.class);
                probe.trace()
                        .ifPresent(trace -> assertThat(trace.test(ground))
                                .as("traces of it")
                                .isTrue());
            } finally {
                ground.tidy();
            }
        }
    }
}
