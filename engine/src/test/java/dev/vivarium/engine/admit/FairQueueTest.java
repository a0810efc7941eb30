package dev.vivarium.engine.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void anEmptyQueueGivesNothing() {
        assertThat(queue.poll()).isNull();
        assertThat(queue.size()).isZero();
        queue.add("anna", "a1");
        queue.poll();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void oneOwnersWorkComesInItsOrder() {
        addAll("anna", "a1", "a2", "a3");
        assertThat(drain()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void ownersTakeTurnsHoweverMuchOneOfThemHas() {
        addAll("anna", "a1", "a2", "a3", "a4");
        addAll("ben", "b1", "b2");
        addAll("carl", "c1");
        assertThat(drain()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
    }

    @Test
    void anOwnerWhoComesBackDoesNotGetAheadOfThoseWhoWait() {
        addAll("anna", "a1");
        addAll("ben", "b1", "b2");
        assertThat(queue.poll()).isEqualTo("a1");
        addAll("anna", "a2");
        assertThat(drain()).containsExactly("b1", "a2", "b2");
    }

    @Test
    void whatIsPutBackComesNextAndThenItsOwnersTurnIsOver() {
        addAll("anna", "a1", "a2");
        addAll("ben", "b1");
        assertThat(queue.poll()).isEqualTo("a1");
        queue.putBack("anna", "a1");
        assertThat(queue.size()).isEqualTo(3);
        assertThat(drain()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void theLastOfAnOwnerCanBePutBackToo() {
        addAll("anna", "a1");
        addAll("ben", "b1");
        queue.poll();
        queue.putBack("anna", "a1");
        assertThat(drain()).containsExactly("a1", "b1");
        assertThat(queue.size()).isZero();
    }

    @Test
    void theSizeCountsAllOwners() {
        addAll("anna", "a1", "a2");
        addAll("ben", "b1");
        assertThat(queue.size()).isEqualTo(3);
        queue.poll();
        assertThat(queue.size()).isEqualTo(2);
    }

    private void addAll(String owner, String... work) {
        for (String each : work) {
            queue.add(owner, each);
        }
    }

    private List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (String next = queue.poll(); next != null; next = queue.poll()) {
            drained.add(next);
        }
        return drained;
    }
}
