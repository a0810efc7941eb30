package dev.vivarium.engine.worker;

import static dev.vivarium.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of scripts serve again, but only after a clean end and with the right stack. */
@Timeout(60)
class GuestThreadsTest {

    private static final long SMALL = 1 << 20;
    private static final long LARGE = 2 << 20;

    private final List<Long> numbers = new CopyOnWriteArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final GuestThreads threads = new GuestThreads("test", asked::incrementAndGet);

    /** The thread that ran one guest, once it waits for the next or has ended. */
    private Thread run(long stackBytes, boolean clean) {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        threads.start(stackBytes, number -> {
            numbers.add(number);
            ran.complete(Thread.currentThread());
            return clean;
        });
        Thread thread = ran.join();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
        return thread;
    }

    @Test
    void oneThatCameToACleanEndServesTheNext() {
        Thread first = run(SMALL, true);
        assertThat(run(SMALL, true)).isSameAs(first);
    }

    @Test
    void aThreadIsAskedForItsNumberOnce() {
        run(SMALL, true);
        run(SMALL, true);
        run(LARGE, true);
        assertThat(numbers).containsExactly(1L, 1L, 2L);
    }

    @Test
    void oneThatDidNotEnds() {
        Thread first = run(SMALL, false);
        await().until(() -> !first.isAlive());
        assertThat(run(SMALL, true)).isNotSameAs(first);
    }

    @Test
    void oneWithAnotherStackDoesNotServe() {
        Thread first = run(SMALL, true);
        assertThat(run(LARGE, true)).isNotSameAs(first);
        assertThat(run(SMALL, true)).isSameAs(first);
    }

    @Test
    void onesThatAreRenewedEnd() {
        Thread first = run(SMALL, true);
        Thread other = run(LARGE, true);
        threads.renew();
        await().until(() -> !first.isAlive() && !other.isAlive());
        assertThat(run(SMALL, true)).isNotSameAs(first);
    }

    @Test
    void oneThatIsRenewedWhileItServesDoesNotServeAgain() {
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        threads.start(SMALL, _ -> {
            begun.complete(Thread.currentThread());
            return end.join();
        });
        Thread busy = begun.join();
        threads.renew();
        end.complete(true);
        await().until(() -> busy.getState() == Thread.State.TIMED_WAITING);
        assertThat(run(SMALL, true)).isNotSameAs(busy);
    }

    @Test
    void oneThatIsInterruptedWhileItWaitsEnds() {
        Thread first = run(SMALL, true);
        first.interrupt();
        await().until(() -> !first.isAlive());
        assertThat(run(SMALL, true)).isNotSameAs(first);
    }
}
