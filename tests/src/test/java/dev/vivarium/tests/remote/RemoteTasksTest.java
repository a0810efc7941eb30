package dev.vivarium.tests.remote;

import static dev.vivarium.tests.remote.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Outcome;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.ScriptTask;
import dev.vivarium.TaskState;
import dev.vivarium.TaskTable;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Presets;
import dev.vivarium.remote.client.RemoteException;
import dev.vivarium.remote.client.RemoteTask;
import dev.vivarium.remote.client.RemoteVivarium;
import dev.vivarium.remote.server.Tokens;
import dev.vivarium.tests.support.Heard;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.value.Tuple;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handles of a client elsewhere are those of any Vivarium. */
@Tag("E18")
@Timeout(120)
class RemoteTasksTest {

    private static Ground ground;

    private RemoteVivarium remote;

    @BeforeAll
    static void open() {
        ground = Ground.open();
    }

    @AfterAll
    static void closeAll() {
        ground.close();
    }

    @BeforeEach
    void connect() {
        remote = ground.connect("anna");
    }

    @AfterEach
    void close() {
        remote.close();
    }

    private static Script script(String source) {
        return Script.of(source).under(Presets.BUILDER);
    }

    @Test
    void aScriptIsSubmittedAndItsOutputEventsAndResultCome() {
        Heard heard = new Heard();
        List<Object> inOrder = Collections.synchronizedList(new ArrayList<>());
        List<ScriptEvent> events = Collections.synchronizedList(new ArrayList<>());
        ScriptTask task =
                remote.run(script("""
                        from vivarium import emit
                        print('begun')
                        for i in range(1500):
                            emit('step', (i, b'x'))
                        print('done')
                        _return(x + 1)
                        """).named("steps").with("x", BigInteger.TWO.pow(70)), heard::value, heard::problem);
        task.onOutput(inOrder::add);
        task.onReturn(inOrder::add);
        task.onEvent(events::add);

        assertThat(outcome(task).value()).isEqualTo(BigInteger.TWO.pow(70).add(BigInteger.ONE));
        Waiting.until("all events have come", () -> events.size() == 1500);
        assertThat(events).extracting(ScriptEvent::number).isSorted().doesNotHaveDuplicates();
        assertThat(events.getLast().value())
                .isInstanceOfSatisfying(
                        Tuple.class, last -> assertThat(last.getFirst()).isEqualTo(1499L));
        Waiting.until(
                "the callbacks have run",
                () -> heard.calls() == 1 && inOrder.contains(heard.values().getFirst()));
        assertThat(task.output()).isEqualTo("begun\ndone\n");
        assertThat(inOrder.getLast()).isEqualTo(heard.values().getFirst());
        Waiting.until("nothing of it is left", () -> !task.isResident());
        assertThat(task.line()).isEqualTo("<ScriptTask 1 [steps] FINISHED>");
        assertThat(remote.tasks().find(1)).isEqualTo(new TaskTable.Found.Task(task));
    }

    @Test
    void errorsTimeoutsAndRejectionsAreWhatTheyAreHere() {
        assertThat(outcome(remote.run(script("1 / 0")))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().type()).isEqualTo("ZeroDivisionError");
            assertThat(failed.error().traceback()).contains("line 1");
        });
        assertThat(outcome(remote.run(script("while True: pass").within(Duration.ofMillis(300)))))
                .isInstanceOfSatisfying(
                        Outcome.TimedOut.class,
                        late -> assertThat(late.allowed()).isEqualTo(Duration.ofMillis(300)));
        assertThat(outcome(remote.run(script("1").under(Presets.ADMIN))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("above your ceiling, policy 'builder'"));
        assertThat(outcome(remote.run(script("1").granting("me", new Capability()))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("capability 'me' can't be granted"));
        assertThat(outcome(remote.run(script("1")
                        .under(Presets.BUILDER.toBuilder()
                                .limit(Limits.TIMEOUT, Duration.ofHours(10))
                                .build()))))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("limit timeout may be at most"));
    }

    /** What can't be handed to a script elsewhere. */
    public static final class Capability {
        @HostAccess.Export
        public void call() {}
    }

    @Test
    void aTaskIsKilledAndItsStateFollows() {
        Heard heard = new Heard();
        ScriptTask task = remote.run(script("import time\nprint(1)\ntime.sleep(100)"), heard::value, heard::problem);
        Waiting.untilState(task, TaskState.Parked.class);

        assertThat(task.kill()).isTrue();

        assertThat(outcome(task)).isInstanceOf(Outcome.Killed.class);
        assertThat(task.output()).isEqualTo("1\n");
        Waiting.until("nothing of it is left", () -> !task.isResident());
        assertThat(task.kill()).isFalse();
        Waiting.until("its callback has run", () -> heard.calls() == 1);
        assertThat(heard.problems()).hasSize(1);
    }

    @Test
    void oneThatIsKilledAtOnceIsKilledAsSoonAsTheServerKnowsIt() {
        ScriptTask task = remote.run(script("import time\ntime.sleep(100)"));

        assertThat(task.kill()).isTrue();

        assertThat(outcome(task)).isInstanceOf(Outcome.Killed.class);
    }

    @Test
    void aQuestionIsAnsweredFromElsewhere() throws InterruptedException {
        BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
        ScriptTask task = remote.run(script("""
                from vivarium import interactive
                @interactive
                def ask():
                    name = yield 'Who are you?'
                    sure = yield 'Sure?'
                    return name + sure
                ask()
                """));
        task.onQuestion(questions::add);
        Question first = Objects.requireNonNull(questions.poll(60, TimeUnit.SECONDS));
        assertThat(first.text()).isEqualTo("Who are you?");
        assertThat(task.questions()).containsExactly(first);
        assertThat(first.answer("ann")).isTrue();
        assertThat(first.answer("bert")).isFalse();
        Question second = Objects.requireNonNull(questions.poll(60, TimeUnit.SECONDS));
        assertThat(second.answer("!")).isTrue();
        assertThat(outcome(task).value()).isEqualTo("ann!");
        assertThat(task.questions()).isEmpty();
    }

    @Test
    void nestedRunsAreTasksOfTheirOwn() throws InterruptedException {
        BlockingQueue<ScriptTask> nested = new LinkedBlockingQueue<>();
        ScriptTask task = remote.run(script("""
                from vivarium import run_async
                run_async('print(x)\\n_return(x * 2)', x=21, at_return=print)
                """));
        task.onNested(nested::add);
        ScriptTask child = Objects.requireNonNull(nested.poll(60, TimeUnit.SECONDS));
        assertThat(outcome(child).value()).isEqualTo(42L);
        assertThat(child.output()).isEqualTo("21\n");
        assertThat(child.parent()).hasValue(task.id());
        Waiting.until("what it leaves behind has printed", () -> task.output().equals("42\n"));
        Waiting.until("nothing of it is left", () -> !task.isResident());
    }

    @Test
    void whatLeavesItsContextBehindIsToldToTheEnd() {
        ScriptTask task = remote.run(script("""
                from vivarium import delay, emit
                def later():
                    print('later')
                    emit('late', 1)
                delay(0.5, later)
                """));
        List<ScriptEvent> events = Collections.synchronizedList(new ArrayList<>());
        task.onEvent(events::add);
        assertThat(outcome(task)).isInstanceOf(Outcome.Returned.class);
        Waiting.until("nothing of it is left", () -> !task.isResident());
        assertThat(task.output()).isEqualTo("later\n");
        Waiting.until("its last event has come", () -> events.size() == 1);
    }

    @Test
    void theServersNumberLeadsToTheSameTaskByOtherMeans() {
        ScriptTask task = remote.run(script("for i in range(3): print(i)\n_return({'a': 1})"));
        outcome(task);
        long number = ((RemoteTask) task).remoteId().orElseThrow();

        assertThat(ground.ask("anna", "GET", "/v1/tasks/" + number + "/output?from=1&lines=1")
                        .body())
                .isEqualTo("{\"lines\":[\"1\"],\"from\":1,\"all\":3}");
        assertThat(ground.ask("anna", "GET", "/v1/tasks/" + number).body())
                .contains("\"name\":\"RETURNED\",\"value\":{\"a\":1},\"calls\":1");
        assertThat(ground.ask("anna", "POST", "/v1/tasks/" + number + "/kill").body())
                .isEqualTo("{\"result\":\"ALREADY_DONE\"}");
    }

    @Test
    void whoIsNotKnownIsToldSo() {
        assertThatThrownBy(() -> RemoteVivarium.connect(ground.server.address(), Tokens.make()))
                .isInstanceOfSatisfying(
                        RemoteException.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
        assertThatThrownBy(() -> remote.delay(Duration.ofSeconds(1), Runnable::run, () -> {}))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
