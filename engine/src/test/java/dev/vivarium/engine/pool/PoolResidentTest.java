package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptFunction;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that have their outcome and whose scripts stay, for functions that the host has kept. */
class PoolResidentTest {

    private static final End RETURNED = new End.Returned(List.of());

    private final PoolFixture fixture = new PoolFixture();

    /** Keeps the function that it is given. */
    public static final class Keeper {

        final AtomicReference<@Nullable ScriptFunction> kept = new AtomicReference<>();

        @HostAccess.Export
        public void keep(ScriptFunction function) {
            function.keep();
            kept.set(function);
        }

        ScriptFunction function() {
            await().until(() -> kept.get() != null);
            ScriptFunction function = kept.get();
            if (function == null) {
                throw new AssertionError("nothing was kept");
            }
            return function;
        }
    }

    private final Keeper keeper = new Keeper();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A task whose worker has given a function to the keeper and stays. */
    private HostTask resident(FakeWorker worker, Policy policy) {
        return resident(worker, Script.of("x").under(policy));
    }

    private HostTask resident(FakeWorker worker, Script script) {
        HostTask task = fixture.submit(script);
        task.capabilities().services(keeper);
        fixture.awaitRun(worker, task);
        long number = task.id().number();
        worker.begin(number);
        worker.say(new Message.Call(number, 1, 0, "keep", List.of(new Message.Function(5)), Map.of()));
        await().until(() ->
                worker.inbox.contains(new Message.Answer(number, 1, List.of(5L), new Message.Reply.Value(null))));
        worker.say(new Message.Finished(number, RETURNED, 0, null, true));
        worker.say(new Message.Parked(number, true));
        await().until(task::isDone);
        return task;
    }

    private static @Nullable Throwable failure(CompletableFuture<?> result) {
        try {
            throw new AssertionError("it gave " + result.join());
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    @Test
    void itsWorkerTakesOthersMeanwhileAndIsFreeOfItOnceTheFunctionIsGivenUp() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = resident(worker, Presets.PLAYER);
        HostTask other = fixture.submitTo(worker);
        worker.begin(other.id().number());
        worker.finish(other.id().number());

        keeper.function().close();
        await().until(() -> worker.inbox.contains(new Message.Forget(1, false, 5)));
        assertThat(task.isResident()).isTrue();
        worker.say(new Message.Left(1, RETURNED, null));
        await().until(() -> !task.isResident());
        assertThat(worker.killed()).isNull();
        fixture.assertEachEndedOnce();
    }

    @Test
    void aCallIsMadeOnceAndItsResultIsTheFunctions() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        resident(worker, Presets.PLAYER);
        CompletableFuture<@Nullable Object> result =
                keeper.function().call(1, "two").toCompletableFuture();
        await().until(() -> worker.inbox.contains(new Message.Invoke(1, false, 1, 5, List.of(1L, "two"), Map.of())));
        worker.say(new Message.Invoked(1, 1, new End.Returned(List.of("three"))));
        assertThat(result.join()).isEqualTo("three");
    }

    @Test
    void whenItsWorkerDiesCallsFailAndTheOutcomeStays() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = resident(worker, Presets.PLAYER);
        CompletableFuture<@Nullable Object> result = keeper.function().call().toCompletableFuture();
        fixture.settle();
        worker.die("struck by lightning");
        assertThat(failure(result)).hasMessage("lost: struck by lightning");
        assertThat(fixture.outcome(task)).isInstanceOf(Outcome.Returned.class);
        assertThat(keeper.function().isAlive()).isFalse();
        fixture.assertEachEndedOnce();
    }

    @Test
    void aStepThatTakesTooLongIsStoppedAndAWorkerThatDoesNotObeyIsKilled() {
        FakeWorker worker = fixture.open(1, 1).worker(1);
        resident(worker, Presets.PLAYER);
        CompletableFuture<@Nullable Object> result = keeper.function().call().toCompletableFuture();
        worker.resume(1);
        fixture.settle();
        fixture.advance(Duration.ofSeconds(10));
        assertThat(worker.wasToldToCancel(1)).isTrue();
        assertThat(worker.killed()).isNull();
        fixture.advance(Duration.ofMillis(5));
        fixture.advance(Duration.ofMillis(205));
        assertThat(worker.killed()).isEqualTo("a script on it did not stop within 210 ms");
        assertThat(failure(result)).hasMessageContaining("lost");
    }

    @Test
    void waitingForTheHostTakesNoneOfTheTimeoutButTheLifetimeEnds() {
        Policy policy = Presets.PLAYER.toBuilder()
                .limit(Limits.LIFETIME, Duration.ofMinutes(2))
                .build();
        FakeWorker worker = fixture.open(1, 0).worker(1);
        HostTask task = resident(worker, policy);
        fixture.advance(Duration.ofSeconds(119));
        assertThat(worker.wasToldToCancel(1)).isFalse();
        fixture.advance(Duration.ofSeconds(1));
        assertThat(worker.wasToldToCancel(1)).isTrue();
        worker.say(new Message.Left(1, new End.Cancelled(), null));
        await().until(() -> !task.isResident());
        assertThat(failure(keeper.function().call().toCompletableFuture()))
                .hasMessageContaining("stopped by the limit on lifetime: allowed 2m");
    }

    @Test
    void whoOnlyWaitsLeavesAFullWorkerToThoseThatCome() {
        FakeWorker worker = fixture.open(new PoolSettings("test", 1, 0, 100, 3, PoolFixture.MOST_RESIDENT))
                .worker(1);
        resident(worker, Script.of("x").ownedBy("ann"));
        HostTask oldestOfMost = resident(worker, Script.of("x").ownedBy("bob"));
        resident(worker, Script.of("x").ownedBy("bob"));
        fixture.settle();
        assertThat(worker.wasToldToCancel(2)).isFalse();

        HostTask newcomer = fixture.submit("carol");
        await().until(() -> worker.wasToldToCancel(2));
        fixture.settle();
        assertThat(worker.wasToldToCancel(1) || worker.wasToldToCancel(3)).isFalse();
        worker.say(new Message.Left(2, new End.Cancelled(), null));
        fixture.awaitRun(worker, newcomer);
        assertThat(oldestOfMost.isResident()).isFalse();
        worker.begin(4);
        worker.finish(4);
        fixture.assertEachEndedOnce();
    }

    @Test
    void whoHasNotStayedCanNotLeave() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        fixture.beginIn(worker);
        worker.say(new Message.Left(1, RETURNED, null));
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it left a task that it had not finished"));
        fixture.assertEachEndedOnce();
    }

    @Test
    void nobodyFinishesTwice() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        resident(worker, Presets.PLAYER);
        worker.say(new Message.Finished(1, RETURNED, 0, null, true));
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it finished a task twice"));
        fixture.assertEachEndedOnce();
    }

    @Test
    void aCallThatWasNotMadeCanNotBeAnswered() {
        FakeWorker worker = fixture.open(1, 0).worker(1);
        resident(worker, Presets.PLAYER);
        worker.say(new Message.Invoked(1, 77, RETURNED));
        await().untilAsserted(() -> assertThat(worker.killed()).isEqualTo("it answered a call that was not made"));
    }
}
