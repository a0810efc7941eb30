package dev.vivarium.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Stats;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile scripts and innocent ones of other owners in one crowd, on one engine: {@code mvn -B -pl tests -am verify
 * -Dgroups=soak -DexcludedGroups=}. {@code -Dseed=} repeats an order, {@code -Dsoak.each=} makes it shorter or longer.
 */
@Tag("soak")
class SoakTest {

    private static final int OF_EACH = Integer.getInteger("soak.each", 200);
    private static final int OWNERS_OF_EACH = 20;
    private static final Duration HOSTILE_TIME = Duration.ofSeconds(1);
    private static final Duration INNOCENT_TIME = Duration.ofMinutes(1);

    /** What a hostile script may cost beyond its time: a new worker, which starts while others compute. */
    private static final Duration START_TIME = Duration.ofMinutes(2);

    private static final Duration ALL_TIME =
            HOSTILE_TIME.plus(START_TIME).plus(INNOCENT_TIME).multipliedBy(OF_EACH);

    private static final long HEAP_GROWTH = 32L << 20;

    /** A neighbour may cost a waiting script its worker; one that never gets through is another matter. */
    private static final int MOST_ATTEMPTS = 20;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<AtomicInteger> callbacks = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();

    @TempDir
    private Path canaries;

    @Test
    void hostileScriptsCostTheInnocentOfOtherOwnersNothingButTime() throws IOException {
        System.out.println("SoakTest -Dseed=" + seed);
        Files.writeString(canaries.resolve("secret"), "secret");
        WorkerProcesses workers = WorkerProcesses.watch();
        try (Vivarium vivarium =
                Vivarium.builder().workers(2).spares(1).startTimeout(START_TIME).open()) {
            // The first of each kind load classes and fill caches, which stay.
            runAll(vivarium, 4);
            long before = usedHeap();

            long began = System.nanoTime();
            runAll(vivarium, OF_EACH);
            System.out.println("SoakTest took " + Duration.ofNanos(System.nanoTime() - began));

            Waiting.until("the heap is as it was", () -> usedHeap() <= before + HEAP_GROWTH);
            Stats after = vivarium.stats();
            System.out.println("SoakTest ends " + ends + ", " + after);
            assertThat(after.finished()).isEqualTo(after.submitted()).isEqualTo(callbacks.size());
        }
        Waiting.until("no worker is left", () -> workers.alive().isEmpty());
        assertThat(callbacks)
                .as("callbacks of each task")
                .allSatisfy(calls -> assertThat(calls).hasValue(1));
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Keeps nothing of the tasks but how many callbacks they had. */
    private void runAll(Vivarium vivarium, int ofEach) {
        long deadline = System.nanoTime() + ALL_TIME.toNanos();
        HostileScripts hostile = new HostileScripts(canaries, HOSTILE_TIME, random);
        InnocentScripts innocent = new InnocentScripts(INNOCENT_TIME, random);
        List<Submission> attacks = new ArrayList<>();
        List<Innocent> guests = new ArrayList<>();
        List<Submission> visits = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            attacks.add(submit(vivarium, hostile.script(i, "hostile " + i % OWNERS_OF_EACH)));
            guests.add(innocent.script(i, "innocent " + i % OWNERS_OF_EACH));
            visits.add(submit(vivarium, guests.get(i).script()));
        }
        attacks.forEach(attack -> count("hostile", attack.outcome(deadline)));
        for (int i = 0; i < ofEach; i++) {
            assertIsAnswered(vivarium, guests.get(i), visits.get(i), deadline);
        }
    }

    private Submission submit(Vivarium vivarium, Script script) {
        AtomicInteger calls = new AtomicInteger();
        callbacks.add(calls);
        return new Submission(vivarium, script, calls);
    }

    private void assertIsAnswered(Vivarium vivarium, Innocent guest, Submission first, long deadline) {
        Submission visit = first;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Outcome outcome = visit.outcome(deadline);
            count("innocent", outcome);
            if (!(outcome instanceof Outcome.Lost lost)) {
                assertThat(outcome).as("%s, seed %d", guest, seed).isInstanceOf(Outcome.Returned.class);
                assertThat(outcome.value()).as("%s, seed %d", guest, seed).isEqualTo(guest.value());
                return;
            }
            assertThat(guest.computesOnly())
                    .as("%s never waits and was lost: %s, seed %d", guest, lost.reason(), seed)
                    .isFalse();
            visit = submit(vivarium, guest.script());
        }
        throw new AssertionError(guest + " was lost " + MOST_ATTEMPTS + " times, seed " + seed);
    }

    private void count(String who, Outcome outcome) {
        ends.merge(who + " " + outcome.name(), 1, Integer::sum);
    }
}
