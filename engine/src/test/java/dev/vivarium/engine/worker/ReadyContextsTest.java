package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Names;
import dev.vivarium.testing.ManualTime;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made ahead, what is done in idle times, and what happens when nothing can be made. */
@Timeout(120)
class ReadyContextsTest {

    private static final String NAME = "ready-contexts-test";
    private static final Duration LEISURE = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** GraalPy's engine does not close while a context is being made. */
    private static void end(ReadyContexts contexts, CountDownLatch over, String thread) {
        contexts.close();
        over.countDown();
        await().until(() -> !isAlive(thread) && !isAlive(thread + "-maker"));
    }

    @Test
    void exercisesAreDoneOnlyWhileNobodyWantsAContext() {
        AtomicInteger done = new AtomicInteger();
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.take().destroy();
            contexts.start(NAME, () -> {}, new Exercise(done::incrementAndGet, 10, () -> false));
            // Three are made ahead, since one was missed; they count as exercises.
            await().until(() -> contexts.bytesMade() >= 3 * (4L << 20));
            assertThat(done).hasValue(0);
            time.advance(LEISURE.plusNanos(1));
            // And a fourth when all exercises are done, as there is leisure.
            await().until(() -> contexts.size() == 4);
            assertThat(done).hasValue(7);
        }
        await().until(() -> !isAlive(NAME));
    }

    @Test
    void nobodyWaitsForAnExercise() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            time.advance(LEISURE.plusNanos(1));
            // As beside a script that computes: it goes last, and hardly goes on.
            Runnable exercise = () -> {
                begun.countDown();
                waitFor(over);
            };
            contexts.start(NAME + "-slow", () -> {}, new Exercise(exercise, 100, () -> false));
            await().until(() -> begun.getCount() == 0);
            contexts.take().destroy();
            contexts.take().destroy();
            await().until(() -> contexts.size() == 2);
            over.countDown();
        }
        await().until(() -> !isAlive(NAME + "-slow"));
    }

    @Test
    void atLeisureThereAreAsManyAsThereMayBe() {
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            time.advance(LEISURE.plusNanos(1));
            contexts.start(NAME + "-leisure", () -> {}, new Exercise(() -> {}, 1, () -> false));
            await().until(() -> contexts.size() == 4);
            contexts.take().destroy();
            contexts.take().destroy();
            contexts.take().destroy();
            await().until(() -> contexts.size() == 2);
            time.advance(LEISURE);
            assertThat(contexts.bytesMade()).isEqualTo(5 * (4L << 20));
            time.advance(Duration.ofNanos(1));
            await().until(() -> contexts.size() == 4);
        }
        await().until(() -> !isAlive(NAME + "-leisure"));
    }

    @Test
    void aWorkerThatHasYetToExerciseKeepsFew() {
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            AtomicInteger looks = new AtomicInteger();
            time.advance(LEISURE.plusNanos(1));
            // A script computes all the time, so that exercises never come to be done.
            contexts.start(NAME + "-new", () -> {}, new Exercise(() -> {}, 100, () -> looks.incrementAndGet() > 0));
            await().until(() -> looks.get() > 5);
            assertThat(contexts.size()).isEqualTo(2);
        }
        await().until(() -> !isAlive(NAME + "-new"));
    }

    @Test
    void oneLessIsKeptOnlyWhenOneWasAlwaysLeft() {
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.take().destroy();
            contexts.start(NAME + "-fewer", () -> {}, new Exercise(() -> {}, 0, () -> false));
            await().until(() -> contexts.size() == 3);
            contexts.take().destroy();
            contexts.take().destroy();
            contexts.take().destroy();
            await().until(() -> contexts.size() == 3);
            time.advance(CALM.plusNanos(1));
            contexts.take().destroy();
            // None was left a while ago, so there are three again.
            await().until(() -> contexts.size() == 3);
            time.advance(CALM.plusNanos(1));
            contexts.take().destroy();
            assertThat(contexts.size()).isEqualTo(2);
            contexts.take().destroy();
            await().until(() -> contexts.size() == 2);
            assertThat(contexts.bytesMade()).isEqualTo(8 * (4L << 20));
        }
        await().until(() -> !isAlive(NAME + "-fewer"));
    }

    @Test
    void whatScriptsImportIsThereBeforeTheyDo() {
        Rules rules = new Rules("test", GuestRig.AMPLE, Names.all());
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.take(rules, "import json, sys").destroy();
            contexts.start(NAME + "-imports", () -> {}, new Exercise(() -> {}, 0, () -> false));
            await().until(() -> contexts.size() > 0);
            GuestContext made = contexts.take();
            Run run = new Run(
                    1,
                    "s",
                    "import sys; _return(['json' in sys.modules, 'json' in globals()])",
                    Map.of(),
                    List.of(),
                    rules);
            Source source = new SourceCache().get(run.name(), run.source());
            assertThat(made.evaluate(run, source, OutputStream.nullOutputStream(), new Nowhere()))
                    .isEqualTo(new End.Returned(List.of(List.of(true, false))));
            made.destroy();
        }
    }

    @Test
    void anImportAheadThatFailsHarmsNobody() {
        Rules rules = new Rules("test", GuestRig.AMPLE, Names.all());
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream())) {
            GuestContext made = engine.newContext();
            made.importAhead(List.of("json", "no_such_module", "re"));
            Run run = new Run(1, "s", "import re; _return(re.sub('a', 'b', 'a'))", Map.of(), List.of(), rules);
            Source source = new SourceCache().get(run.name(), run.source());
            assertThat(made.evaluate(run, source, OutputStream.nullOutputStream(), new Nowhere()))
                    .isEqualTo(new End.Returned(List.of("b")));
            made.destroy();
        }
    }

    @Test
    void aRuntimeThatMakesNoContextIsNotAskedAgainAndAgain() {
        GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
        engine.close();
        try (ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.start(NAME + "-broken", () -> {}, new Exercise(() -> {}, 0, () -> false));
            await().until(() -> !isAlive(NAME + "-broken"));
            assertThatThrownBy(contexts::take).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whoFindsNoneIsToldWhenNoneCanBeMade() {
        CountDownLatch over = new CountDownLatch(1);
        GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
        engine.close();
        try (ReadyContexts contexts = new ReadyContexts(engine, time)) {
            contexts.start(NAME + "-failing", () -> waitFor(over), new Exercise(() -> {}, 0, () -> false));
            assertThatThrownBy(contexts::take).isInstanceOf(IllegalStateException.class);
            over.countDown();
            await().until(() -> !isAlive(NAME + "-failing"));
        }
    }

    @Test
    void allThatFindNoneGetOneEach() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream());
                ExecutorService scripts = Executors.newFixedThreadPool(3)) {
            ReadyContexts contexts = new ReadyContexts(engine, time);
            // What makes them ahead gets no processor, as beside a script that computes.
            contexts.start(NAME + "-held", () -> waitFor(over), new Exercise(() -> {}, 0, () -> false));
            List<Future<GuestContext>> taken = scripts.invokeAll(Collections.nCopies(3, contexts::take));
            Set<GuestContext> different = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<GuestContext> each : taken) {
                different.add(each.get());
            }
            assertThat(different).hasSize(3).doesNotContainNull();
            // By threads that end: nobody made one on a thread of a script.
            assertThat(contexts.bytesMade()).isGreaterThanOrEqualTo(3 * (4L << 20));
            different.forEach(GuestContext::destroy);
            end(contexts, over, NAME + "-held");
        }
    }

    @Test
    void whoIsInterruptedWhileItWaitsGetsOneAndStaysInterrupted() {
        CountDownLatch over = new CountDownLatch(1);
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream())) {
            ReadyContexts contexts = new ReadyContexts(engine, time);
            contexts.start(NAME + "-stopped", () -> waitFor(over), new Exercise(() -> {}, 0, () -> false));
            Thread.currentThread().interrupt();
            GuestContext made = contexts.take();
            assertThat(Thread.interrupted()).isTrue();
            made.destroy();
            end(contexts, over, NAME + "-stopped");
        }
    }
}
