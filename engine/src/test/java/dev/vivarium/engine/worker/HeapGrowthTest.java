package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Only a heap that stays full is a reason to give a worker up. */
class HeapGrowthTest {

    private static final long MOST = 100;

    private final ManualTime time = new ManualTime();
    private long used;
    private long usedAfterwards;
    private int collections;
    private final HeapGrowth growth = new HeapGrowth(() -> used, MOST, this::collect, time);

    private void collect() {
        collections++;
        used = usedAfterwards;
    }

    @Test
    void aHeapThatIsNotFullIsNotEvenCollected() {
        used = MOST;
        assertThat(growth.isLasting()).isFalse();
        assertThat(collections).isZero();
    }

    @Test
    void whatAnEndedScriptHeldIsNoGrowth() {
        used = MOST + 1;
        usedAfterwards = MOST;
        assertThat(growth.isLasting()).isFalse();
        assertThat(collections).isOne();
    }

    @Test
    void whatACollectionLeavesIs() {
        used = MOST + 1;
        usedAfterwards = MOST + 1;
        assertThat(growth.isLasting()).isTrue();
    }

    @Test
    void collectionsAreRare() {
        used = MOST + 1;
        usedAfterwards = MOST + 1;
        growth.isLasting();
        assertThat(growth.isLasting()).isFalse();
        time.advance(Duration.ofSeconds(30));
        assertThat(growth.isLasting()).isTrue();
        assertThat(collections).isEqualTo(2);
    }
}
