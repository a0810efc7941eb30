package dev.vivarium.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.Vivarium;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Placement;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.testing.ManualTime;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that go on while the host's loop lets them: this test's own thread; time is the test's. */
@Tag("E22")
class CooperativeTest {

    private static final Policy COOPERATIVE = Presets.ADMIN.toBuilder()
            .name("loop")
            .placement(Placement.COOPERATIVE)
            .build();

    /** By a clock that stands still: as long as it takes. */
    private static final Duration BUDGET = Duration.ofMillis(20);

    private static final ManualTime TIME = new ManualTime();

    private static Vivarium vivarium;

    private final World world = new World();

    /** What the scripts act on. It needs no lock: that is the point. */
    public static final class World {

        private final List<String> effects = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        @HostAccess.Export
        public void act(String effect) {
            effects.add(effect);
            threads.add(Thread.currentThread());
        }

        /** A script that asks for a step, in a step. */
        @HostAccess.Export
        public String stepAgain() {
            try {
                return "stepped: " + vivarium.step(BUDGET);
            } catch (IllegalStateException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }

    @BeforeAll
    static void open() {
        vivarium = Vivarium.builder()
                .workers(1)
                .spares(0)
                .peakWorkers(0)
                .time(TIME)
                .open();
        ScriptTask first = vivarium.run(Script.of("pass").under(COOPERATIVE));
        stepUntilDone(first);
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @AfterEach
    void nothingIsLeft() {
        vivarium.tasks().open().forEach(ScriptTask::kill);
        Waiting.until("no task is open", () -> vivarium.tasks().open().isEmpty());
    }

    private ScriptTask run(String source) {
        return run(source, COOPERATIVE);
    }

    private ScriptTask run(String source, Policy policy) {
        return vivarium.run(Script.of(source).granting("world", world).under(policy));
    }

    private static Outcome stepUntilDone(ScriptTask task) {
        stepUntil(vivarium, task::isDone);
        return Waiting.outcome(task);
    }

    /** On this thread, like a loop. */
    private static void stepUntil(Vivarium stepped, BooleanSupplier condition) {
        Awaitility.await()
                .pollInSameThread()
                .atMost(Waiting.PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    stepped.step(BUDGET);
                    return condition.getAsBoolean();
                });
    }

    // ---- what is refused -----------------------------------------------------------------------------------------

    @Test
    void anUntrustedScriptIsRefused() {
        Heard heard = new Heard();
        Policy untrusted =
                Presets.PLAYER.toBuilder().placement(Placement.COOPERATIVE).build();

        ScriptTask task = vivarium.run(Script.of("_return(1)").under(untrusted), heard::value, heard::problem);

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .contains("policy 'player'")
                                .contains("untrusted"));
        assertThat(heard.problems()).hasSize(1);
        assertThat(vivarium.step(BUDGET)).isZero();
    }

    @Test
    void aPolicyThatLimitsMemoryIsRefused() {
        ScriptTask task = run(
                "_return(1)",
                COOPERATIVE.toBuilder().limit(Limits.MEMORY, ByteSize.mib(64)).build());

        assertThat(Waiting.outcome(task))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("can't be measured"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aBudgetIsPositive(long nanos) {
        assertThatThrownBy(() -> vivarium.step(Duration.ofNanos(nanos)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("budget");
    }

    @Test
    void whatAScriptCallsCanNotStep() {
        ScriptTask task = run("_return(world.stepAgain())");

        assertThat(stepUntilDone(task).value())
                .isEqualTo(
                        "step was called from within itself, by what a script has called: only the loop may call it");
    }

    @Test
    void twoThreadsCanNotStepAtOnce() throws Exception {
        ScriptTask task = run("while True: pass");
        CompletableFuture<Integer> first = steppingElsewhere("the-loop");
        Waiting.untilState(task, TaskState.Running.class);

        assertThatThrownBy(() -> vivarium.step(BUDGET))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step is for one thread at a time, and 'the-loop' is in it");

        assertThat(first).isNotDone();
        task.kill();
        first.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);
        assertThat(vivarium.step(BUDGET)).isZero();
    }

    private static CompletableFuture<Integer> steppingElsewhere(String name) {
        CompletableFuture<Integer> steps = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name).start(() -> steps.complete(vivarium.step(BUDGET)));
        return steps;
    }

    // ---- a host that does not step -------------------------------------------------------------------------------

    @Test
    void withoutAStepNothingRunsAndATaskCanBeKilled() {
        ScriptTask task = run("world.act('ran')");
        ScriptTask other = run("world.act('other')");

        assertThat(task.kill()).isTrue();

        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);
        assertThat(other.state()).isInstanceOf(TaskState.Queued.class);
        stepUntilDone(other);
        assertThat(world.effects).containsExactly("other");
    }

    @Test
    void whoeverNeverStepsHasAFullQueueWhichACloseEnds() {
        int room = 20;
        Heard heard = new Heard();
        List<ScriptTask> tasks = new ArrayList<>();
        try (Vivarium small =
                Vivarium.builder().workers(1).spares(0).maxQueued(room).open()) {
            for (int number = 0; number < 2 * room; number++) {
                tasks.add(small.run(Script.of("yield").under(COOPERATIVE), heard::value, heard::problem));
            }
            assertThat(Waiting.outcome(tasks.getLast()))
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            rejected -> assertThat(rejected.reason()).contains("setting maxQueued"));
            assertThat(tasks.stream().filter(task -> task.state() instanceof TaskState.Queued))
                    .hasSizeBetween(1, room);
            assertThat(tasks.getFirst().state()).isInstanceOf(TaskState.Queued.class);
        }
        tasks.forEach(task ->
                assertThat(Waiting.outcome(task)).isInstanceOfAny(Outcome.Rejected.class, Outcome.Killed.class));
        assertThat(heard.calls()).isEqualTo(2 * room);
    }

    @Test
    void aCloseEndsWhatIsBetweenTwoStepsAndInTheMiddleOfOne() throws Exception {
        Vivarium closing = Vivarium.builder().workers(1).spares(0).time(TIME).open();
        ScriptTask between = closing.run(Script.of("while True: yield").under(COOPERATIVE));
        stepUntil(closing, () -> between.state() instanceof TaskState.Parked);
        ScriptTask middle = closing.run(Script.of("while True: pass").under(COOPERATIVE));
        CompletableFuture<Integer> steps = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> steps.complete(closing.step(BUDGET)));
        Waiting.untilState(middle, TaskState.Running.class);

        closing.close();

        steps.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(Waiting.outcome(between)).isInstanceOf(Outcome.Killed.class);
        assertThat(Waiting.outcome(middle)).isInstanceOf(Outcome.Killed.class);
        assertThat(closing.step(BUDGET)).isZero();
        assertThat(Waiting.outcome(closing.run(Script.of("yield").under(COOPERATIVE))))
                .isInstanceOf(Outcome.Rejected.class);
    }

    // ---- steps that go wrong -------------------------------------------------------------------------------------

    @Test
    void oneLongStepIsCutByItsLimitAndTheOthersGoOn() throws Exception {
        Policy brief = COOPERATIVE.toBuilder()
                .limit(Limits.TIMEOUT, Duration.ofSeconds(1))
                .build();
        ScriptTask endless = run("world.act('first')\nyield\nwhile True: pass", brief);
        ScriptTask other = run("for n in range(3):\n    world.act(f'other {n}')\n    yield\n_return('whole')");
        assertThat(vivarium.step(BUDGET)).isEqualTo(2);
        CompletableFuture<Integer> stuck = steppingElsewhere("the-loop");
        Waiting.until("the loop waits for the step", () -> TIME.hasTimerIn(BUDGET));
        // The step's own time begins when its worker says so, which may be later.
        Waiting.until("the step has its deadline", () -> TIME.hasTimerIn(Duration.ofSeconds(1)));

        TIME.advance(BUDGET);

        assertThat(stuck.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(endless.isDone()).isFalse();
        assertThat(world.effects).containsExactly("first", "other 0");
        TIME.advance(Duration.ofSeconds(1));
        assertThat(Waiting.outcome(endless)).isInstanceOf(Outcome.TimedOut.class);
        assertThat(stepUntilDone(other).value()).isEqualTo("whole");
        assertThat(world.effects).containsExactly("first", "other 0", "other 1", "other 2");
    }

    @Test
    void aStepThatUsesTooMuchOfTheProcessorIsCutToo() {
        Policy lean = COOPERATIVE.toBuilder()
                .limit(Limits.CPU, Duration.ofMillis(200))
                .build();
        ScriptTask task = run("yield\nwhile True: pass", lean);

        assertThat(stepUntilDone(task))
                .isInstanceOfSatisfying(
                        Outcome.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo("cpu"));
    }

    @Test
    void aTaskThatIsKilledBetweenTwoStepsTakesNoMore() {
        Heard heard = new Heard();
        ScriptTask task = vivarium.run(
                Script.of("while True:\n    world.act('step')\n    yield")
                        .granting("world", world)
                        .under(COOPERATIVE),
                heard::value,
                heard::problem);
        vivarium.step(BUDGET);

        assertThat(task.kill()).isTrue();
        assertThat(Waiting.outcome(task)).isInstanceOf(Outcome.Killed.class);

        assertThat(vivarium.step(BUDGET)).isZero();
        assertThat(world.effects).containsExactly("step");
        Waiting.until("the callback was called", () -> heard.calls() == 1);
    }

    @Test
    void whatAKilledScriptHadCalledIsNotDone() {
        ScriptTask task = run("import time\ntime.sleep(1)\nprint('calls')\nworld.act('too late')");
        assertThat(vivarium.step(BUDGET)).isZero();
        Waiting.until("the sleep has its timer", () -> TIME.hasTimerIn(Duration.ofSeconds(1)));
        TIME.advance(Duration.ofSeconds(1));
        Waiting.until(
                "it has called, and waits",
                () -> task.output().contains("calls") && task.state() instanceof TaskState.Parked);

        task.kill();
        Waiting.outcome(task);
        vivarium.step(BUDGET);

        assertThat(world.effects).isEmpty();
    }

    @Test
    void anErrorInALaterStepIsTheTasks() {
        ScriptTask task = run("yield\nraise ValueError('late')");

        assertThat(stepUntilDone(task)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().summary()).isEqualTo("ValueError: late");
            assertThat(failed.error().traceback()).contains("line 2");
        });
    }

    // ---- steps that go well --------------------------------------------------------------------------------------

    @Test
    void aHundredGeneratorsGoOnFairlyAndAllTheyDoIsDoneByTheLoopsThread() {
        List<ScriptTask> tasks = IntStream.range(0, 100)
                .mapToObj(number -> run("""
                        for n in range(3):
                            world.act('%d: ' + str(n))
                            yield
                        _return(%d)
                        """.formatted(number, number)))
                .toList();

        for (int round = 0; round < 3; round++) {
            int now = round;
            assertThat(vivarium.step(BUDGET)).isEqualTo(100);
            assertThat(world.effects.subList(100 * now, 100 * now + 100))
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(number -> number + ": " + now)
                            .toList());
        }
        assertThat(vivarium.step(BUDGET)).isEqualTo(100);
        assertThat(world.effects).hasSize(300);
        assertThat(world.threads).containsOnly(Thread.currentThread());
        tasks.forEach(task -> assertThat(Waiting.outcome(task).value()).isEqualTo((long) tasks.indexOf(task)));
    }

    @Test
    void whoHadNoTurnWithinTheBudgetComesFirstTheNextTime() throws Exception {
        ScriptTask slow = run("world.act('slow')\nyield\nwhile True: pass");
        ScriptTask quick = run("while True:\n    world.act('quick')\n    yield");
        vivarium.step(BUDGET);
        CompletableFuture<Integer> stuck = steppingElsewhere("the-loop");
        Waiting.until("the loop waits for the step", () -> TIME.hasTimerIn(BUDGET));
        TIME.advance(BUDGET);
        assertThat(stuck.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(world.effects).containsExactly("slow", "quick");
        slow.kill();
        Waiting.outcome(slow);
        ScriptTask late = run("world.act('late')");

        vivarium.step(BUDGET);

        assertThat(world.effects).containsExactly("slow", "quick", "quick", "late");
        assertThat(Waiting.outcome(late).value()).isNull();
        quick.kill();
    }

    @Test
    void whoWaitsInTheMiddleOfAStepHoldsUpNobody() {
        ScriptTask sleeper = run("import time\ntime.sleep(60)\nworld.act('awake')");
        ScriptTask other = run("world.act('other')");

        assertThat(vivarium.step(BUDGET)).isEqualTo(1);
        assertThat(Waiting.outcome(other).value()).isNull();
        assertThat(sleeper.isDone()).isFalse();
        Waiting.until("the sleep has its timer", () -> TIME.hasTimerIn(Duration.ofSeconds(60)));
        TIME.advance(Duration.ofSeconds(60));
        stepUntilDone(sleeper);

        assertThat(world.effects).containsExactly("other", "awake");
    }

    @Test
    void aPauseAndAnAnswerAreFollowedByAStep() {
        ScriptTask task = run("yield 5\nworld.act('five seconds later')\n_return((yield 'Who?').upper())");
        assertThat(vivarium.step(BUDGET)).isEqualTo(1);
        assertThat(vivarium.step(BUDGET)).isZero();
        TIME.advance(Duration.ofSeconds(5));
        stepUntil(vivarium, () -> task.questions().size() == 1);
        assertThat(world.effects).containsExactly("five seconds later");

        task.questions().getFirst().answer("me");

        assertThat(stepUntilDone(task).value()).isEqualTo("ME");
    }

    @Test
    void delaysAndTheCallbacksOfNestedRunsAreStepsToo() {
        ScriptTask task = run("""
                from vivarium import delay, run_async
                delay(1, world.act, 'delayed')
                run_async("world.act('nested'); _return(1 + 2)", at_return=lambda value: world.act(f'got {value}'),
                          world=world)
                """);
        List<Thread> nested = Collections.synchronizedList(new ArrayList<>());
        task.onNested(_ -> nested.add(Thread.currentThread()));
        stepUntilDone(task);
        stepUntil(vivarium, () -> world.effects.contains("got 3"));
        TIME.advance(Duration.ofSeconds(1));
        stepUntil(vivarium, () -> !task.isResident());

        assertThat(world.effects).containsExactly("nested", "got 3", "delayed");
        assertThat(world.threads).containsOnly(Thread.currentThread());
        assertThat(nested).hasSize(1);
    }
}
