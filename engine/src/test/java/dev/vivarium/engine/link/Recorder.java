package dev.vivarium.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** Remembers what it hears. */
final class Recorder<I extends Message> implements Receiver<I> {

    /** Generous: whoever is not done by then is stuck. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private final List<I> messages = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    /** Polls often: what is waited for mostly takes microseconds. */
    static ConditionFactory soon() {
        return await().atMost(DEADLINE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    @Override
    public synchronized void message(I message) {
        assertThat(reasons).as("reasons before the last message").isEmpty();
        messages.add(message);
    }

    @Override
    public synchronized void closed(String reason) {
        reasons.add(reason);
    }

    synchronized List<I> messages() {
        return List.copyOf(messages);
    }

    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    void awaitMessages(int count) {
        soon().untilAsserted(() -> assertThat(messages()).hasSize(count));
    }

    /** The one reason; {@link LinkContract} checks at the end of a test that it stayed the only one. */
    String awaitReason() {
        soon().until(() -> !reasons().isEmpty());
        return reasons().getFirst();
    }
}
