package dev.vivarium.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.remote.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bounded line of messages between a client's tasks and its streams. */
@Timeout(60)
class HubTest {

    private final Hub hub = new Hub(10, 2);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish("output", Json.object("text", "x"));
        }
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }

    private CompletableFuture<Void> publishElsewhere(int count) {
        return CompletableFuture.runAsync(
                () -> publish(count), task -> Thread.ofVirtual().start(task));
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            hub.tick();
        }
    }

    @Test
    void withoutAStreamTheOldestMessagesGo() throws InterruptedException {
        publish(25);

        assertThat(ids(hub.take(hub.open(15L)))).containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
        assertThatThrownBy(() -> hub.open(14L))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("what came after message 14 is not kept any more");
    }

    @Test
    void eachStreamReadsAtItsOwnPaceAndMissesNothing() throws InterruptedException {
        Stream one = hub.open(null);
        Stream other = hub.open(null);
        publish(10);
        assertThat(hub.take(one)).hasSize(10);
        CompletableFuture<Void> writer = publishElsewhere(5);
        assertThat(ids(hub.take(other))).startsWith(1L);
        writer.join();
        List<Long> rest = new ArrayList<>(ids(hub.take(one)));
        while (!rest.contains(15L)) {
            rest.addAll(ids(hub.take(one)));
        }
        assertThat(rest).containsExactly(11L, 12L, 13L, 14L, 15L);
    }

    @Test
    void aWriterWaitsForAStreamThatIsBehindForSomeTicksAndThenThatStreamIsOver() throws InterruptedException {
        Stream dead = hub.open(null);
        publish(10);
        CompletableFuture<Void> writer = publishElsewhere(1);
        Awaitility.await("the writer waits").until(() -> {
            hub.tick();
            return dead.behind > 0;
        });
        assertThat(writer).isNotDone();
        ticks(Hub.PATIENCE - 1);
        hub.tick();
        writer.join();
        assertThat(hub.whyClosed(dead)).startsWith("this stream was read too slowly");
        assertThat(hub.take(dead)).isEmpty();
        publishElsewhere(100).join();
    }

    @Test
    void aDeadStreamCountsUntilItHasLeft() {
        Stream dead = hub.open(null);
        hub.open(null);
        dead.closed = "stuck in a write";
        assertThatThrownBy(() -> hub.open(null)).hasMessageContaining("(setting maxStreams)");
        hub.leave(dead);
        assertThat(hub.open(null)).isNotNull();
    }

    @Test
    void memoryIsBoundedWhateverTheMessagesAre() throws InterruptedException {
        String large = "x".repeat(3 << 20);
        Hub wide = new Hub(1_000, 1);
        for (int i = 0; i < 10; i++) {
            wide.publish("output", Json.object("text", large));
        }
        // Six megabytes each on the heap, of sixteen.
        assertThatThrownBy(() -> wide.open(7L)).isInstanceOf(Refused.class);
        Stream stream = wide.open(8L);
        assertThat(ids(wide.take(stream))).containsExactly(9L);
        assertThat(ids(wide.take(stream))).containsExactly(10L);
    }

    @Test
    void aStreamWithNothingToTellSaysSoAfterSomeTicks() throws InterruptedException {
        Stream stream = hub.open(null);
        CompletableFuture<List<Message>> taken = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                taken.complete(hub.take(stream));
            } catch (InterruptedException interrupted) {
                taken.completeExceptionally(interrupted);
            }
        });
        Awaitility.await().until(() -> {
            hub.tick();
            return taken.isDone();
        });
        assertThat(taken.join()).isEmpty();
        assertThat(stream.quiet).isGreaterThanOrEqualTo(Hub.QUIET);
        assertThat(hub.whyClosed(stream)).isNull();
    }

    @Test
    void closingFreesWritersAndEndsStreams() throws InterruptedException {
        Stream stream = hub.open(null);
        publish(10);
        CompletableFuture<Void> writer = publishElsewhere(1);
        Awaitility.await("the writer waits").until(() -> {
            hub.tick();
            return stream.behind > 0;
        });
        hub.close();
        writer.join();
        assertThat(hub.take(stream)).isEmpty();
        assertThat(Objects.requireNonNull(hub.whyClosed(stream))).isEqualTo("the server closes");
        assertThatThrownBy(() -> hub.open(null)).hasMessage("the server closes");
    }
}
