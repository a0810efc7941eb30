package dev.vivarium.engine.pool;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Workers;
import dev.vivarium.engine.link.Message;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator sees of workers. */
@Timeout(60)
class PoolWorkersListTest {

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Workers workers() {
        List<Workers> kinds = fixture.pool().workers().toCompletableFuture().join();
        assertThat(kinds).hasSize(1);
        return kinds.getFirst();
    }

    private void awaitRoles(Workers.Role... roles) {
        await().untilAsserted(() ->
                assertThat(workers().present()).extracting(Workers.Worker::role).containsExactly(roles));
    }

    @Test
    void eachIsShownWithWhatItIsThereFor() {
        fixture.launcher.atLaunch = _ -> {};
        fixture.open(1, 1);
        awaitRoles(Workers.Role.STARTING, Workers.Role.STARTING);
        fixture.worker(1).ready();
        awaitRoles(Workers.Role.SERVING, Workers.Role.STARTING);
        fixture.worker(2).ready();
        awaitRoles(Workers.Role.SERVING, Workers.Role.SPARE);
        fixture.worker(1).residentBytes = 5 << 20;
        fixture.beginIn(fixture.worker(1));
        fixture.advance(Duration.ofSeconds(2));

        Workers.Worker first = workers().present().getFirst();

        assertThat(first)
                .isEqualTo(new Workers.Worker(
                        "test worker 1",
                        Workers.Role.SERVING,
                        1,
                        0,
                        OptionalInt.empty(),
                        5 << 20,
                        Duration.ofSeconds(2)));
    }

    @Test
    void anAnswerToAPingTellsOfReadyContextsAndANumberThatCanNotBeIsTakenForNone() {
        fixture.open(1, 0);
        awaitRoles(Workers.Role.SERVING);
        fixture.worker(1).say(new Message.Pong(1, 3));
        await().untilAsserted(() ->
                assertThat(workers().present().getFirst().contextsReady()).hasValue(3));
        fixture.worker(1).say(new Message.Pong(1, -3));
        await().untilAsserted(() ->
                assertThat(workers().present().getFirst().contextsReady()).hasValue(0));
    }

    @Test
    void whoHasEndedIsRememberedWithTheReasonTwentyAtMost() {
        fixture.open(1, 0);
        for (int number = 1; number <= 25; number++) {
            fixture.worker(number);
            awaitRoles(Workers.Role.SERVING);
            fixture.worker(number).die("reason " + number);
            int next = number + 1;
            await().until(() -> fixture.launcher.workers.size() >= next);
        }
        List<Workers.Gone> gone = workers().gone();
        assertThat(gone).hasSize(20).allMatch(Workers.Gone::lost);
        assertThat(gone.getLast().name()).isEqualTo("test worker 25");
        assertThat(gone.getLast().reason()).isEqualTo("reason 25");
    }

    @Test
    void afterItsEndAPoolStillAnswers() {
        fixture.open(1, 0);
        fixture.pool().close();
        assertThat(workers().gone()).allMatch(gone -> !gone.lost());
    }
}
