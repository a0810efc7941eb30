package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {

    private final Turn turn = new Turn(() -> {});
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void givingWithoutTheTurnTakesItFromNobody() {
        Turn.Seat holder = turn.join();
        holder.take();
        turn.join().give();
        Thread waiting = taking("second", turn.join());
        assertThat(order).isEmpty();
        holder.give();
        await().until(() -> !waiting.isAlive());
        assertThat(order).containsExactly("second");
    }

    @Test
    void whoIsStoppedWhileWaitingForTheTurnComesBackWithoutIt() {
        Turn.Seat holder = turn.join();
        holder.take();
        Turn.Seat stopped = turn.join();
        Thread waiting = taking("stopped", stopped);
        Thread next = taking("next", turn.join());
        stopped.stop();
        await().until(() -> !waiting.isAlive());
        assertThat(order).containsExactly("stopped");
        // It never had the turn, so it can't pass it on.
        stopped.give();
        assertThat(next.isAlive()).isTrue();
        holder.give();
        await().until(() -> !next.isAlive());
    }

    @Test
    void stoppingEndsTheRestAndEveryLaterOne() {
        Turn.Seat seat = turn.join();
        Thread resting = running(seat::rest);
        seat.stop();
        await().until(() -> !resting.isAlive());
        seat.rest();
        assertThat(seat.isStopped()).isTrue();
    }

    @Test
    void wakingOneThatDoesNotRestYetEndsItsNextRestAndNoFurther() {
        Turn.Seat seat = turn.join();
        seat.wake();
        seat.rest();
        Thread resting = running(seat::rest);
        assertThat(resting.isAlive()).isTrue();
        seat.wake();
        await().until(() -> !resting.isAlive());
        assertThat(seat.isStopped()).isFalse();
    }

    @Test
    void theTurnGoesToWhoWaitsLongest() {
        Turn.Seat holder = turn.join();
        holder.take();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Turn.Seat seat = turn.join();
            String name = Integer.toString(i);
            threads.add(running(() -> {
                seat.take();
                order.add(name);
                seat.give();
            }));
        }
        holder.give();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(order).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void whoRestsQueuesAgainBehindTheOthers() {
        Turn.Seat first = turn.join();
        first.take();
        Thread second = taking("second", turn.join());
        first.give();
        await().until(() -> !second.isAlive());
        Thread back = taking("first again", first);
        assertThat(order).containsExactly("second");
        assertThat(back.isAlive()).isTrue();
    }

    @Test
    void onlyOneHasTheTurnAtATimeHoweverManyTakeRestAndStop() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Turn.Seat seat = turn.join();
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 500; round++) {
                    seat.take();
                    wrong.addAndGet(inside.incrementAndGet() - 1);
                    inside.decrementAndGet();
                    seat.give();
                    seat.wake();
                    seat.rest();
                }
            }));
        }
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(wrong).hasValue(0);
    }

    private Thread taking(String name, Turn.Seat seat) {
        return running(() -> {
            seat.take();
            order.add(name);
        });
    }

    /** Runs {@code action} on a thread of its own, and comes back when that thread waits or is over. */
    private static Thread running(Runnable action) {
        Thread thread = Thread.ofPlatform().daemon().start(action);
        await().until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
        return thread;
    }
}
