package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two scripts in one heap: each is charged what it keeps, and nobody what the other does. In megabytes. */
class HeldMemoryTest {

    private final Known heap = new Known();
    private final Unsettled unsettled = new Unsettled(heap);
    private long beside;

    /** A script that has the turn. */
    private final class Some {

        private long made;
        private final HeldMemory memory = new HeldMemory(heap, unsettled, () -> beside, () -> made);

        private void make(long bytes) {
            made += bytes;
            heap.eden += bytes;
        }
    }

    /** A heap that does what it's told. */
    private static final class Known implements Heap {

        private long old = 90;
        private long oldAfterCollection;
        private long eden;
        private long survivors;
        private long collections = 3;
        private long oldCollections;

        /** Of what was new, so much gets old and so much is kept for the next time. */
        private void collectNew(long getsOld, long stays) {
            collections++;
            eden = 0;
            survivors = stays;
            old += getsOld;
        }

        private void collectAll(long left) {
            collections++;
            oldCollections++;
            eden = 0;
            survivors = 0;
            old = left;
            oldAfterCollection = left;
        }

        @Override
        public long oldBytes() {
            return old;
        }

        @Override
        public long oldBytesAfterCollection() {
            return oldAfterCollection;
        }

        @Override
        public long edenBytes() {
            return eden;
        }

        @Override
        public long survivorBytes() {
            return survivors;
        }

        @Override
        public long collections() {
            return collections;
        }

        @Override
        public long oldCollections() {
            return oldCollections;
        }
    }

    private Some whoWaitsWithNew(long bytes) {
        Some one = new Some();
        one.make(bytes);
        one.memory.pause();
        return one;
    }

    private Some whoWaitsWithOld(long bytes) {
        Some one = new Some();
        one.make(bytes);
        heap.collectNew(bytes, 0);
        one.memory.pause();
        return one;
    }

    @Test
    void whatGetsOldInAScriptsTurnIsItsOwn() {
        Some bob = new Some();
        bob.make(60);
        assertThat(bob.memory.bytes()).isZero();
        heap.collectNew(40, 0);
        assertThat(bob.memory.bytes()).isEqualTo(40);
    }

    @Test
    void contextsThatAreMadeMeanwhileAreNot() {
        Some bob = new Some();
        bob.make(60);
        beside += 6;
        heap.collectNew(46, 0);
        assertThat(bob.memory.bytes()).isEqualTo(40);
    }

    @Test
    void aScriptHoldsNoMoreThanItsThreadHasMade() {
        Some bob = new Some();
        bob.make(2);
        heap.collectNew(40, 0);
        assertThat(bob.memory.bytes()).isEqualTo(2);
    }

    @Test
    void whatAWaitingScriptKeepsIsNotChargedToWhoComputesWhenItGetsOld() {
        whoWaitsWithNew(24);
        Some bob = new Some();
        bob.make(44);
        heap.collectNew(24, 0);
        assertThat(bob.memory.bytes()).isZero();

        bob.make(68);
        heap.collectNew(30, 0);
        assertThat(bob.memory.bytes()).isEqualTo(30);
    }

    @Test
    void norIsWhatGetsOldOfItWithTheCollectionAfterThat() {
        whoWaitsWithNew(24);
        Some bob = new Some();
        bob.make(44);
        heap.collectNew(16, 8);
        bob.memory.pause();
        bob.memory.resume();
        bob.make(60);
        heap.collectNew(8, 0);
        assertThat(bob.memory.bytes()).isZero();
    }

    @Test
    void itIsForgivenOnce() {
        whoWaitsWithNew(24);
        Some bob = new Some();
        bob.make(44);
        heap.collectNew(0, 0);
        bob.memory.pause();
        bob.memory.resume();
        bob.make(68);
        heap.collectNew(24, 0);
        assertThat(bob.memory.bytes()).isEqualTo(24);
    }

    @Test
    void whatAScriptHasMadeBeforeItWaitedIsItsOwnAgainAfterwards() {
        Some eve = whoWaitsWithNew(24);
        eve.memory.resume();
        eve.make(10);
        heap.collectNew(34, 0);
        assertThat(eve.memory.bytes()).isEqualTo(34);
        assertThat(unsettled.isEmpty()).isTrue();
    }

    @Test
    void ofTwoThatWaitTheOtherOneIsForgiven() {
        Some eve = whoWaitsWithNew(24);
        Some bob = new Some();
        bob.make(20);
        bob.memory.pause();
        eve.memory.resume();
        heap.collectNew(44, 0);
        assertThat(eve.memory.bytes()).isEqualTo(24);
    }

    @Test
    void whatIsHeldStaysHeldWhileAnotherMakesMore() {
        Some eve = whoWaitsWithOld(50);
        heap.collectNew(70, 0);
        eve.memory.resume();
        assertThat(eve.memory.bytes()).isEqualTo(50);
    }

    @Test
    void garbageThatIsCollectedMeanwhileIsHeldNoMore() {
        Some eve = whoWaitsWithOld(50);
        heap.collectAll(100);
        eve.memory.resume();
        assertThat(eve.memory.bytes()).isEqualTo(10);
    }

    @Test
    void butWhatWasKeptWhenItWasWeighedIs() {
        Some eve = new Some();
        eve.make(60);
        heap.collectAll(135);
        assertThat(eve.memory.weigh()).isEqualTo(45);
        eve.make(60);
        heap.collectNew(20, 0);
        assertThat(eve.memory.bytes()).isEqualTo(65);
        eve.memory.pause();
        heap.collectAll(80);
        eve.memory.resume();
        assertThat(eve.memory.bytes()).isEqualTo(45);
    }

    @Test
    void whoeverWaitsIsNotWeighed() {
        Some eve = whoWaitsWithOld(50);
        heap.collectAll(140);
        assertThat(eve.memory.weigh()).isZero();
        eve.memory.resume();
        assertThat(eve.memory.bytes()).isEqualTo(50);
    }

    @Test
    void afterItWasWeighedNothingOfOthersIsNew() {
        whoWaitsWithNew(24);
        Some bob = new Some();
        bob.make(20);
        heap.collectAll(90 + 24 + 20);
        assertThat(bob.memory.weigh()).isEqualTo(20);
        bob.make(30);
        heap.collectNew(30, 0);
        assertThat(bob.memory.bytes()).isEqualTo(50);
    }
}
