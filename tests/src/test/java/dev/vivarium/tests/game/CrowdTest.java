package dev.vivarium.tests.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import dev.vivarium.game.loop.Lateness;
import dev.vivarium.game.support.Client;
import dev.vivarium.game.support.TestGame;
import dev.vivarium.tests.support.Waiting;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Players, many of whom run attacks of the corpus at once: a few in every build, and fifty with {@code mvn -B -pl tests
 * -am verify -Dgroups=crowd -DexcludedGroups=}; {@code -Dcrowd.attacks=} says how many each of these runs. What was
 * measured is printed.
 */
class CrowdTest {

    private static final String SECOND_PART = "\n#: part 2";

    /** What the table of tasks keeps of those that have ended is half of it. */
    private static final long HEAP_BACK_WITHIN = 64L << 20;

    /** Of fewer than a hundred the slowest hundredth is the slowest. */
    private static final int LEAST_TICKS = 200;

    /** No number of attacks has it as a factor: so a few of them are of many kinds. */
    private static final int STRIDE = 37;

    @TempDir
    private Path data;

    private final List<Client> innocent = new ArrayList<>();
    private final List<Client> hostile = new ArrayList<>();
    private final List<String> failed = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> words = new ArrayList<>();
    private final List<Duration> scripts = new ArrayList<>();
    private int next;

    @Test
    void aFewHostilePlayersAreNotNoticedByTheOthers() throws IOException, URISyntaxException {
        meet(4, 6, 3);
    }

    @Test
    @Tag("crowd")
    void ofFiftyPlayersTwentyHostileOnesAreNotNoticedByTheOthers() throws IOException, URISyntaxException {
        meet(20, 30, Integer.getInteger("crowd.attacks", 5));
    }

    private static List<String> attacks() throws IOException, URISyntaxException {
        URL corpus = Objects.requireNonNull(CrowdTest.class.getResource("/attacks"), "the corpus");
        List<String> attacks = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                if (!text.contains(SECOND_PART) && text.length() < 30_000) {
                    attacks.add(text);
                }
            }
        }
        return attacks;
    }

    private void meet(int hostiles, int innocents, int attacksEach) throws IOException, URISyntaxException {
        List<String> attacks = attacks();
        try (TestGame game = TestGame.open(
                data, settings -> settings.engine(Vivarium.builder().workers(2).spares(1)))) {
            Vivarium vivarium = game.game().vivarium();
            vivarium.onTaskEnd(Runnable::run, end -> {
                if (end.task().script().owner().startsWith("Guest")
                        && end.outcome() instanceof Outcome.Problem problem) {
                    failed.add(end.task() + ": " + problem.message());
                }
            });
            gather(game, hostiles, innocents);
            long heap = heap();
            Workers before = workers(vivarium);
            Stats stats = vivarium.stats();
            game.game().lateness().reset();
            for (int round = 0; round < attacksEach; round++) {
                for (Client raider : hostile) {
                    attack(raider, attacks.get(next++ * STRIDE % attacks.size()), round == 0);
                }
                visit(hostiles + innocents);
            }
            Waiting.until(
                    "there were ticks enough",
                    () -> game.game().lateness().report().ticks() >= LEAST_TICKS);
            Lateness.Report ticks = game.game().lateness().report();
            // A run's figures are what this test is for, beside its verdict: the log of the build keeps them.
            System.out.println("CrowdTest: " + hostiles + " of " + (hostiles + innocents) + " hostile, " + next
                    + " attacks; " + ticks + "; 'who' " + spread(words) + "; a script " + spread(scripts));
            assertThat(ticks.ticks()).isPositive();
            assertThat(ticks.p99()).isLessThan(ticks.period());
            assertThat(failed).isEmpty();
            calmDown(vivarium, heap, before, stats);
        }
    }

    private void gather(TestGame game, int hostiles, int innocents) throws IOException {
        for (int i = 0; i < innocents; i++) {
            Client client = game.player("Guest " + i);
            client.ask("@script attach me use = caller.msg('the sum is ' + str(sum(range(1000))))", "is attached.");
            innocent.add(client);
        }
        for (int i = 0; i < hostiles; i++) {
            hostile.add(game.player("Raider " + i));
        }
        for (Client client : innocent) {
            client.ask("use me", "the sum is 499500");
        }
    }

    private void visit(int players) throws IOException {
        for (Client client : innocent) {
            words.add(timed(client, "who", players + " are playing."));
            scripts.add(timed(client, "use me", "the sum is 499500"));
        }
    }

    private static Duration timed(Client client, String line, String answer) throws IOException {
        long begin = System.nanoTime();
        client.ask(line, answer);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String spread(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return "p50 " + sorted.get(sorted.size() / 2).toMillis() + " ms, p99 "
                + sorted.get(sorted.size() * 99 / 100).toMillis() + " ms, worst "
                + sorted.getLast().toMillis() + " ms";
    }

    /** When the hostile have gone, all is as it was: workers are there, and the host has its memory back. */
    private void calmDown(Vivarium vivarium, long heap, Workers before, Stats stats) throws IOException {
        for (Client raider : hostile) {
            raider.close();
        }
        Waiting.until("nothing is left of the attacks", () -> {
            List<ScriptTask> left = vivarium.tasks().list().stream()
                    .filter(task -> !task.isDone() || task.isResident())
                    .toList();
            left.forEach(ScriptTask::kill);
            return left.isEmpty();
        });
        Waiting.until("the workers are there", () -> vivarium.stats().workersReady() >= stats.workersReady());
        Waiting.until("the memory is back", () -> heap() < heap + HEAP_BACK_WITHIN);
        // As above: part of the report.
        System.out.println("CrowdTest: host's heap " + megabytes(heap) + " before, " + megabytes(heap()) + " after; "
                + megabytes(resident(before)) + " in " + before.present().size() + " workers before, "
                + megabytes(resident(workers(vivarium))) + " in "
                + workers(vivarium).present().size() + " after; "
                + (vivarium.stats().workersLost() - stats.workersLost()) + " lost");
    }

    private static Workers workers(Vivarium vivarium) {
        return vivarium.workers().toCompletableFuture().join();
    }

    private static long resident(Workers workers) {
        return workers.present().stream()
                .mapToLong(worker -> worker.residentBytes())
                .sum();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    private static void attack(Client raider, String source, boolean first) throws IOException {
        String number =
                first ? "" : raider.ask("@script list", " on Raider").replaceAll("(?s).*#(\\d+) on Raider", "$1");
        raider.ask(first ? "@script attach me use" : "@script edit " + number, "A line with a dot alone ends it");
        raider.type("CANARY_FILE = CANARY_DIR = '/nowhere'; CANARY_PORT = 9");
        for (String line : source.lines().toList()) {
            raider.type(line.equals(".") || line.strip().equals("@abort") ? "pass" : line);
        }
        raider.type(".");
        raider.await(first ? "is attached." : "is changed.");
        raider.type("use me");
    }
}
