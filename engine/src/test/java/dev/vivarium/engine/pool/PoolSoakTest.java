package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.testing.Logged;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the workers do, in whatever order: every task ends once, and every caller hears of it once. */
@Timeout(120)
class PoolSoakTest {

    private static final int TASKS = 300;

    private final PoolFixture fixture = new PoolFixture();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        fixture.close();
        threads.shutdownNow();
    }

    /** Two that are known, and one that is new each time: the name of the failed test tells it. */
    static List<Long> seeds() {
        return List.of(1L, 20_250_101L, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTaskEndsOnceWhateverTheWorkersDo(long seed) {
        System.out.println("PoolSoakTest: seed " + seed);
        Random submissions = new Random(seed);
        fixture.launcher.pings = true;
        fixture.launcher.atLaunch = worker -> launch(worker, new Random(seed + worker.number));
        try (Logged pool = Logged.by(Pool.class);
                Logged staff = Logged.by(Staff.class)) {
            fixture.open(new PoolSettings("soak", 3, 1, 20, 4, Long.MAX_VALUE));
            for (int i = 0; i < TASKS; i++) {
                HostTask task = fixture.submit("owner " + submissions.nextInt(5));
                if (submissions.nextInt(10) == 0) {
                    threads.execute(task::kill);
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                fixture.time.advance(Duration.ofMillis(250));
                return fixture.tasks.stream().allMatch(HostTask::isDone);
            });
            fixture.assertEachEndedOnce();
            assertThat(pool.texts(Level.WARN)).isEmpty();
            assertThat(staff.texts(Level.ERROR)).isEmpty();
        }
    }

    private void launch(FakeWorker worker, Random random) {
        if (random.nextInt(5) == 0) {
            worker.die("it does not start");
            return;
        }
        worker.reaction = (self, message) -> threads.execute(() -> react(self, message, random));
        threads.execute(worker::ready);
    }

    /** One message at a time of one worker, as from its one reader. */
    private static void react(FakeWorker worker, FromHost message, Random random) {
        synchronized (worker) {
            switch (message) {
                case Message.Run(long task, String _, String _, var _, var _, var _, var _) ->
                    run(worker, task, random);
                case Message.Cancel(long task) -> cancel(worker, task, random);
                case Message.Ping(long nonce) -> {
                    if (random.nextInt(4) > 0) {
                        worker.say(new Message.Pong(nonce, 2));
                    }
                }
                default -> {}
            }
        }
    }

    private static void run(FakeWorker worker, long task, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> worker.die("it dies before the script begins");
            case 1 -> worker.finish(task);
            case 2 -> {
                // The script never begins.
            }
            default -> begin(worker, task, random);
        }
    }

    private static void begin(FakeWorker worker, long task, Random random) {
        worker.begin(task);
        worker.say(new Message.Output(task, "text"));
        for (int parks = random.nextInt(3); parks > 0; parks--) {
            worker.park(task);
            worker.resume(task);
        }
        switch (random.nextInt(12)) {
            case 0 -> worker.die("it dies in the middle of the script");
            case 1 -> worker.dieOutOfMemory();
            case 2 -> worker.park(task);
            case 3 -> worker.begin(task);
            case 4 -> worker.finish(task + 1_000_000);
            case 5 -> worker.finish(task, new End.Broken("broken"));
            case 6 -> worker.finish(task, new End.Raised("ValueError", "no", "ValueError: no\n"));
            case 7 -> {
                worker.finish(task);
                worker.finish(task);
            }
            case 8 -> {
                // It computes until it is told to stop, and perhaps then too.
            }
            default -> worker.finish(task);
        }
    }

    private static void cancel(FakeWorker worker, long task, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> worker.finish(task, new End.Cancelled());
            case 1 -> worker.finish(task);
            case 2 -> worker.die("it dies of the cancel");
            default -> {
                // It ignores it.
            }
        }
    }
}
