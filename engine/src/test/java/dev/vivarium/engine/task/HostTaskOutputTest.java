package dev.vivarium.engine.task;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Script;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostTaskOutputTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aTranscriptKeepsNoMoreThanThePolicyAllows() {
        Policy policy =
                Presets.PLAYER.toBuilder().limit(Limits.OUTPUT, new ByteSize(5)).build();
        HostTask task = Tasks.task(Script.of("x").under(policy));
        task.printed("abc");
        task.printed("def");
        task.printed("ghi");
        assertThat(task.output()).isEqualTo("abcde");
        task.onOutput(heard::add);
        awaitText("abcde");
    }

    @Test
    void whatIsPrintedAfterTheEndDoesNotCount() {
        HostTask task = Tasks.task();
        task.printed("in time");
        task.end(Tasks.returned("value"));
        task.printed(", too late");
        assertThat(task.output()).isEqualTo("in time");
    }

    @Test
    void aListenerThatThrowsHearsOfWhatComesLater() {
        HostTask task = Tasks.task();
        task.onOutput(piece -> {
            heard.add(piece);
            throw new IllegalStateException("thrown by the test");
        });
        task.printed("one");
        awaitText("one");
        task.printed("two");
        awaitText("onetwo");
    }

    @Test
    void aListenerRegisteredLateGetsAllFromTheBeginning() {
        HostTask task = Tasks.task();
        task.printed("before ");
        task.onOutput(heard::add);
        awaitText("before ");
        task.printed("after");
        awaitText("before after");
    }

    @Test
    void aListenerRegisteredAfterTheEndGetsAllToo() {
        HostTask task = Tasks.task();
        task.printed("all");
        task.end(Tasks.returned("value"));
        task.onOutput(heard::add);
        awaitText("all");
    }

    @Test
    void aSlowListenerGetsLargerPiecesAndLosesNothing() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HostTask task = Tasks.task();
        task.onOutput(piece -> {
            heard.add(piece);
            inside.countDown();
            waitFor(release);
        });
        task.printed("first,");
        waitFor(inside);
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            task.printed(i + ",");
            rest.append(i).append(',');
        }
        release.countDown();
        awaitText("first," + rest);
        assertThat(heard).containsExactly("first,", rest.toString());
    }

    @Test
    void allOutputComesBeforeTheResultHoweverLateItsListenerWasRegistered() {
        HostTask task = Tasks.task();
        task.onReturn(_ -> heard.add("|result"));
        task.printed("one ");
        task.onOutput(heard::add);
        task.printed("two ");
        task.printed("three");
        task.end(Tasks.returned("value"));
        awaitText("one two three|result");
    }

    @Test
    void outputIsNotHeldUpUntilTheEnd() {
        HostTask task = Tasks.task();
        task.onOutput(heard::add);
        task.printed("now");
        awaitText("now");
        assertThat(task.isDone()).isFalse();
    }

    private void awaitText(String text) {
        await().untilAsserted(() -> assertThat(String.join("", heard)).isEqualTo(text));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
