package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class NativeGrowthTest {

    private static final long START = 300L << 20;

    private long bytes = START;
    private int collected;
    private int trimmed;
    private final NativeGrowth growth = new NativeGrowth(() -> bytes, () -> collected++, () -> trimmed++);

    private void lookForAWhile() {
        for (int look = 0; look < 10; look++) {
            growth.look();
        }
    }

    @Test
    void muchMoreThanBeforeIsCollectedOnce() {
        lookForAWhile();
        bytes = START + NativeGrowth.MOST_BYTES;
        lookForAWhile();
        assertThat(collected).isZero();
        bytes++;
        lookForAWhile();
        assertThat(collected).isEqualTo(1);
        assertThat(trimmed).isZero();
        lookForAWhile();
        assertThat(collected).isEqualTo(1);
        assertThat(trimmed).isEqualTo(1);
        lookForAWhile();
        assertThat(trimmed).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackLaterCountsAsBefore() {
        lookForAWhile();
        bytes = START + NativeGrowth.MOST_BYTES + 1;
        lookForAWhile();
        bytes = START;
        lookForAWhile();
        bytes = START + NativeGrowth.MOST_BYTES + 1;
        lookForAWhile();
        assertThat(collected).isEqualTo(2);
    }

    @Test
    void whatNoCollectionGivesBackIsNoReasonForAnother() {
        lookForAWhile();
        bytes = START + 2 * NativeGrowth.MOST_BYTES;
        lookForAWhile();
        bytes += NativeGrowth.MOST_BYTES;
        lookForAWhile();
        assertThat(collected).isEqualTo(1);
    }

    @Test
    void theCLibraryTellsWhatCompressionTakes() {
        long before = NativeHeap.bytes();
        List<Deflater> open = new ArrayList<>();
        try {
            for (int each = 0; each < 200; each++) {
                open.add(new Deflater());
            }
            // A quarter of a megabyte each, of which the half is enough to show it whatever else goes on.
            assertThat(NativeHeap.bytes() - before).isGreaterThan(25L << 20);
        } finally {
            open.forEach(Deflater::end);
        }
    }
}
