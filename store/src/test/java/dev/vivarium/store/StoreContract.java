package dev.vivarium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vivarium.Storage;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.Limit;
import dev.vivarium.spi.DelayRunner;
import dev.vivarium.spi.DelayRunner.Run;
import dev.vivarium.spi.DelayStore;
import dev.vivarium.spi.DelayStore.Bound;
import dev.vivarium.spi.DelayStore.Bounds;
import dev.vivarium.spi.DelayStore.Change;
import dev.vivarium.spi.StoreFullException;
import dev.vivarium.spi.StoredRow;
import dev.vivarium.spi.StoredRow.State;
import dev.vivarium.testing.Eventually;
import dev.vivarium.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every database. Time stands still unless a test moves it. */
abstract class StoreContract {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Bounds UNBOUNDED =
            new Bounds(Limit.unlimited(), Limit.unlimited(), Limit.unlimited(), Limit.unlimited());

    final ManualTime time = new ManualTime();
    final List<Long> runs = Collections.synchronizedList(new ArrayList<>());
    private final List<DelayStore> open = new ArrayList<>();

    /** An empty database, the same one within a test. */
    abstract Storage storage() throws Exception;

    /** Whether several stores may be open at once. */
    abstract boolean shared();

    DelayStore started(DelayRunner runner) throws Exception {
        DelayStore store = new StoreProvider().open(storage(), time);
        open.add(store);
        store.start(runner, 8);
        return store;
    }

    DelayStore started() throws Exception {
        return started(this::count);
    }

    private Run count(StoredRow row) {
        runs.add(row.id());
        return new Run.Ended("RETURNED");
    }

    void close(DelayStore store) {
        open.remove(store);
        store.close();
    }

    @AfterEach
    void closeAll() {
        List.copyOf(open).forEach(this::close);
    }

    long add(DelayStore store, String owner, Duration in) {
        return add(store, owner, in, UNBOUNDED, 10);
    }

    private long add(DelayStore store, String owner, Duration in, Bounds bounds, int bytes) {
        long id = store.reserve(1);
        store.add(new StoredRow(id, owner, "name", time.now().plus(in), State.ARMED, 0, new byte[bytes]), bounds);
        return id;
    }

    @Nullable
    State state(DelayStore store, long id) {
        return store.find(id).map(StoredRow::state).orElse(null);
    }

    void awaitDone(DelayStore store, long id) {
        Eventually.await().atMost(PATIENCE).until(() -> state(store, id) == State.DONE);
    }

    /** Waits until the store has looked at all that is due: a later one, of its own, has been called. */
    private void awaitAllLookedAt(DelayStore store) {
        awaitDone(store, add(store, "probe", Duration.ZERO));
    }

    @Test
    void whatIsDueIsCalledOnceAndWhatIsNotWaits() throws Exception {
        DelayStore store = started();
        long soon = add(store, "ann", Duration.ofSeconds(10));
        long late = add(store, "ann", Duration.ofSeconds(100));
        awaitAllLookedAt(store);
        assertThat(runs).doesNotContain(soon, late);

        time.advance(Duration.ofSeconds(10));
        awaitDone(store, soon);
        awaitAllLookedAt(store);
        assertThat(runs).containsOnlyOnce(soon).doesNotContain(late);
        assertThat(store.all()).extracting(StoredRow::id).containsExactly(late);
        assertThat(store.change(soon, Change.DO)).isFalse();
    }

    @Test
    void downtimeCountsAndNothingThatWasOverRunsAgain() throws Exception {
        DelayStore first = started();
        long over = add(first, "ann", Duration.ZERO);
        long overdue = add(first, "ann", Duration.ofSeconds(10));
        long later = add(first, "ann", Duration.ofDays(1));
        awaitDone(first, over);
        close(first);

        time.advance(Duration.ofHours(1));
        DelayStore second = started();
        awaitDone(second, overdue);
        awaitAllLookedAt(second);
        assertThat(runs).containsOnlyOnce(over, overdue).doesNotContain(later);
        assertThat(state(second, later)).isEqualTo(State.ARMED);
    }

    @Test
    void numbersAreNeverUsedAgain() throws Exception {
        DelayStore first = started();
        long a = first.reserve(100);
        long b = first.reserve(1);
        close(first);
        long c = started().reserve(1);
        assertThat(b).isGreaterThanOrEqualTo(a + 100);
        assertThat(c).isGreaterThan(b);
    }

    @Test
    void aCancelledOneIsNotCalledCanBeDoneAndIsForgottenAMinuteAfterItsTime() throws Exception {
        DelayStore store = started();
        long forgotten = add(store, "ann", Duration.ofSeconds(10));
        long done = add(store, "ann", Duration.ofSeconds(10));
        assertThat(store.change(forgotten, Change.CANCEL)).isTrue();
        assertThat(store.change(forgotten, Change.CANCEL)).isFalse();
        assertThat(store.change(done, Change.CANCEL)).isTrue();
        time.advance(Duration.ofSeconds(20));
        awaitAllLookedAt(store);
        assertThat(state(store, forgotten)).isEqualTo(State.CANCELLED);
        assertThat(runs).doesNotContain(forgotten, done);

        assertThat(store.change(done, Change.DO)).isTrue();
        awaitDone(store, done);
        time.advance(Duration.ofSeconds(60));
        Eventually.await().atMost(PATIENCE).until(() -> store.find(forgotten).isEmpty());
        assertThat(runs).containsOnlyOnce(done).doesNotContain(forgotten);
    }

    @Test
    void aPausedOneWaitsBeyondItsTimeAndEvenBeyondARestart() throws Exception {
        DelayStore first = started();
        long id = add(first, "ann", Duration.ofSeconds(10));
        assertThat(first.change(id, Change.UNPAUSE)).isFalse();
        assertThat(first.change(id, Change.PAUSE)).isTrue();
        assertThat(first.change(id, Change.PAUSE)).isTrue();
        time.advance(Duration.ofSeconds(20));
        awaitAllLookedAt(first);
        close(first);

        DelayStore second = started();
        awaitAllLookedAt(second);
        assertThat(second.change(id, Change.UNPAUSE)).isTrue();
        awaitAllLookedAt(second);
        assertThat(runs).doesNotContain(id);
        assertThat(second.change(id, Change.UNPAUSE)).isTrue();
        awaitDone(second, id);
        assertThat(runs).containsOnlyOnce(id);
    }

    @Test
    void oneThatWasDueWhilePausedAndIsCancelledThenIsForgotten() throws Exception {
        DelayStore store = started();
        long id = add(store, "ann", Duration.ofSeconds(10));
        long undone = add(store, "ann", Duration.ofSeconds(10));
        store.change(id, Change.PAUSE);
        store.change(undone, Change.PAUSE);
        time.advance(Duration.ofSeconds(20));
        awaitAllLookedAt(store);
        assertThat(store.change(id, Change.CANCEL)).isTrue();
        assertThat(store.change(undone, Change.CANCEL)).isTrue();
        assertThat(store.change(undone, Change.DO)).isTrue();
        awaitDone(store, undone);
        assertThat(state(store, id)).isEqualTo(State.CANCELLED);

        time.advance(Duration.ofSeconds(60));
        Eventually.await().atMost(PATIENCE).until(() -> store.find(id).isEmpty());
        assertThat(runs).containsOnlyOnce(undone).doesNotContain(id);
    }

    @Test
    void theFirstOfTwoRunsThatReportsIsTheLastThatBegins() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        List<CountDownLatch> mayEnd = List.of(new CountDownLatch(1), new CountDownLatch(1));
        DelayStore store = started(row -> {
            int run = begun.getAndIncrement();
            awaitQuietly(mayEnd.get(run));
            return new Run.Ended("RUN " + run);
        });
        long id = add(store, "ann", Duration.ZERO);
        Eventually.await().atMost(PATIENCE).until(() -> begun.get() == 1);
        // Nobody's heart beats that fast: the host is taken for dead, and the delay is called once more. Who beats and
        // who
        // looks for the dead wake at the same moment: a host that has beaten just before must be dead by then, too.
        Eventually.await().atMost(PATIENCE).until(() -> {
            time.advance(Duration.ofMinutes(2));
            return begun.get() == 2;
        });
        mayEnd.getFirst().countDown();
        awaitDone(store, id);
        mayEnd.getLast().countDown();
        close(store);
        time.advance(Duration.ofMinutes(2));
        DelayStore again = started();
        awaitAllLookedAt(again);
        assertThat(state(again, id)).isEqualTo(State.DONE);
        assertThat(begun).hasValue(2);
        assertThat(runs).doesNotContain(id);
    }

    @Test
    void aRemovedOneIsGoneAndLeavesNoTimer() throws Exception {
        DelayStore store = started();
        long id = add(store, "ann", Duration.ofDays(1));
        assertThat(store.change(id, Change.REMOVE)).isTrue();
        assertThat(store.change(id, Change.REMOVE)).isFalse();
        assertThat(store.change(id, Change.DO)).isFalse();
        assertThat(store.find(id)).isEmpty();
        time.advance(Duration.ofDays(2));
        awaitAllLookedAt(store);
        assertThat(runs).doesNotContain(id);
    }

    @Test
    void oneThatIsDoneIsOverForItsHandleBeforeItHasRun() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        DelayStore store = started(row -> {
            awaitQuietly(mayEnd);
            return count(row);
        });
        long id = add(store, "ann", Duration.ofDays(1));
        assertThat(store.change(id, Change.DO)).isTrue();
        assertThat(store.find(id)).get().matches(row -> !row.exists());
        assertThat(store.change(id, Change.DO)).isFalse();
        assertThat(store.change(id, Change.REMOVE)).isFalse();
        mayEnd.countDown();
        awaitDone(store, id);
        assertThat(runs).containsOnlyOnce(id);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRunWithoutOutcomeIsTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        DelayStore store = started(row -> {
            if (tries.incrementAndGet() == 1) {
                return new Run.Again(Duration.ofSeconds(1));
            }
            return count(row);
        });
        long id = add(store, "ann", Duration.ZERO);
        Eventually.await().atMost(PATIENCE).until(() -> tries.get() == 1);
        assertThat(state(store, id)).isEqualTo(State.CALLED);
        Eventually.await().atMost(PATIENCE).until(() -> {
            time.advance(Duration.ofSeconds(1));
            return state(store, id) == State.DONE;
        });
        assertThat(runs).containsExactly(id);
    }

    @Test
    void aRunThatThrowsIsTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        DelayStore store = started(row -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("thrown by a test");
            }
            return count(row);
        });
        long id = add(store, "ann", Duration.ZERO);
        Eventually.await().atMost(PATIENCE).until(() -> {
            time.advance(Duration.ofSeconds(1));
            return state(store, id) == State.DONE;
        });
        assertThat(tries).hasValue(2);
    }

    @Test
    void boundsRefuseOneMoreAndGiveRoomBack() throws Exception {
        DelayStore store = started();
        Bounds two = new Bounds(Limit.of(2), Limit.of(3), Limit.of(new ByteSize(30)), Limit.of(new ByteSize(1000)));
        Duration later = Duration.ofDays(1);
        long first = add(store, "ann", later, two, 10);
        add(store, "ann", later, two, 10);
        assertRefused(Bound.OWNERS_COUNT, () -> add(store, "ann", later, two, 1));
        assertRefused(Bound.OWNERS_BYTES, () -> add(store, "bob", later, two, 31));
        add(store, "bob", later, two, 1);
        assertRefused(Bound.COUNT, () -> add(store, "cat", later, two, 1));
        assertThat(store.all()).hasSize(3);

        store.change(first, Change.REMOVE);
        long again = add(store, "ann", later, two, 10);
        store.change(again, Change.DO);
        awaitDone(store, again);
        add(store, "ann", later, two, 10);
        assertRefused(Bound.OWNERS_COUNT, () -> add(store, "ann", later, two, 1));
    }

    private static void assertRefused(Bound bound, Runnable add) {
        assertThatThrownBy(add::run)
                .isInstanceOfSatisfying(
                        StoreFullException.class,
                        full -> assertThat(full.bound()).isEqualTo(bound));
    }

    @Test
    void everyRunOfACrowdIsMadeOnceAndNoMoreAtATimeThanAsked() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        DelayRunner counting = row -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Run run = count(row);
            now.decrementAndGet();
            return run;
        };
        DelayStore one = started(counting);
        if (shared()) {
            started(counting);
        }
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(add(one, "ann", Duration.ofSeconds(1)));
        }
        time.advance(Duration.ofSeconds(1));
        Eventually.await().atMost(PATIENCE).until(() -> ids.stream().allMatch(id -> state(one, id) == State.DONE));
        assertThat(runs).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(most.get()).isLessThanOrEqualTo(shared() ? 16 : 8);
    }

    @Test
    void namesMayBeOdd() throws Exception {
        DelayStore store = started();
        long id = add(store, "o'; drop table vivarium_delays; -- \u20ac \ud83d\ude00", Duration.ZERO);
        awaitDone(store, id);
        assertThat(store.find(id)).get().extracting(StoredRow::owner).asString().startsWith("o'; drop");
    }
}
