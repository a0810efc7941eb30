package dev.vivarium.engine.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The threads of scripts: a new one costs a tenth of a millisecond, so one that has come to a clean end waits for the
 * next script with a stack of that size, and ends after a while without any. Safe for use by any thread.
 */
final class GuestThreads {

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

    /** What a thread does for one script. */
    @FunctionalInterface
    interface Guest {

        /**
         * Runs the script; gives whether its thread may serve another one.
         *
         * @param kernelThread the kernel's number of the thread; 0 if nobody needs to know
         */
        boolean run(long kernelThread);
    }

    private final String name;
    private final AtomicLong numbers = new AtomicLong();

    /** For each size of stack, in bytes, where idle threads wait; policies are few. */
    private final Map<Long, SynchronousQueue<Guest>> idle = new ConcurrentHashMap<>();

    private final LongSupplier kernelThread;

    /**
     * @param name begins the names of the threads
     * @param kernelThread the kernel's number of the calling thread
     */
    GuestThreads(String name, LongSupplier kernelThread) {
        this.name = name;
        this.kernelThread = kernelThread;
    }

    /** Runs {@code guest} on an idle thread with a stack of so many bytes, or on a new one. */
    void start(long stackBytes, Guest guest) {
        SynchronousQueue<Guest> waiting = idle.computeIfAbsent(stackBytes, _ -> new SynchronousQueue<>());
        if (!waiting.offer(guest)) {
            Thread thread = new Thread(
                    null, () -> serve(guest, waiting), name + "-script-" + numbers.incrementAndGet(), stackBytes);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Those that are there now serve no other script: the host may hold one of them back, for good, because it has not
     * heard yet that its script is over.
     */
    void renew() {
        List<SynchronousQueue<Guest>> lines = List.copyOf(idle.values());
        idle.clear();
        for (SynchronousQueue<Guest> line : lines) {
            while (line.offer(_ -> false)) {
                // One that waited there ends.
            }
        }
    }

    private void serve(Guest first, SynchronousQueue<Guest> waiting) {
        try {
            long number = kernelThread.getAsLong();
            Guest next = first;
            while (next != null && next.run(number)) {
                next = waiting.poll(LONGEST_IDLE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException late) {
            // Meant for a script that is over: this thread is not to be trusted to be quiet, and ends.
            Thread.currentThread().interrupt();
        }
    }
}
