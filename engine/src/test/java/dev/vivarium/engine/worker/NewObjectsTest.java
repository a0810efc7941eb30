package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a script may keep unseen, and that it is nobody else's. */
class NewObjectsTest {

    private static final int LONG_ENOUGH = 26;

    private long collections;
    private long made;
    private final NewObjects objects = new NewObjects(() -> collections, () -> made);

    private void look(int times) {
        for (int look = 0; look < times; look++) {
            objects.look();
        }
    }

    @Test
    void whatAScriptKeepsWithoutMakingMoreIsSeenAfterAWhile() {
        made = 100;
        look(LONG_ENOUGH - 1);
        assertThat(objects.bytes()).isZero();
        look(1);
        assertThat(objects.bytes()).isEqualTo(100);
    }

    @Test
    void collectionsBeforeItsTimeTakeNothingOffWhatAScriptKeeps() {
        collections = 7;
        made = 100;
        look(LONG_ENOUGH);
        assertThat(objects.bytes()).isEqualTo(100);
    }

    @Test
    void whatHasBeenCollectedIsNoLongerNew() {
        made = 100;
        look(LONG_ENOUGH);
        collections++;
        made = 130;
        look(1);
        assertThat(objects.bytes()).isZero();
        look(LONG_ENOUGH);
        assertThat(objects.bytes()).isEqualTo(30);
    }

    @Test
    void aScriptThatMakesNothingKeepsNothingNew() {
        look(LONG_ENOUGH);
        assertThat(objects.bytes()).isZero();
    }

    @Test
    void whatOtherThreadsMakeIsNoScriptsOwn() throws InterruptedException {
        Tally tally = new Tally(Tally.newUnsettled(), () -> 0);
        byte[][] kept = new byte[1][];
        long before = tally.madeBytes();
        Thread other = Thread.ofPlatform().start(() -> kept[0] = new byte[8 << 20]);
        other.join();
        assertThat(kept[0]).hasSize(8 << 20);
        assertThat(tally.madeBytes() - before).isLessThan(1 << 20);

        kept[0] = new byte[4 << 20];
        assertThat(tally.madeBytes() - before).isBetween(4L << 20, 5L << 20);
    }
}
