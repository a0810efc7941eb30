package dev.vivarium.engine.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes contexts and uses them for nothing while nobody needs the worker, so that the JVM compiles what its first scripts
 * would otherwise wait for. Whoever makes contexts calls all of this under one lock of its own, but for {@link #run}. Any
 * thread may wait for the end.
 */
final class Exercise {

    private final Runnable once;
    private final BooleanSupplier busy;
    private final int times;
    private final CountDownLatch toDo;
    private int left;
    private boolean underWay;

    /**
     * @param once makes a context and uses it, on a thread that ends afterwards
     * @param times how often
     * @param busy whether a script computes
     */
    Exercise(Runnable once, int times, BooleanSupplier busy) {
        this.once = once;
        this.busy = busy;
        this.times = times;
        left = times;
        toDo = new CountDownLatch(times);
    }

    /** Whether there is something to do at some time. */
    boolean isWanted() {
        return left > 0;
    }

    /** Whether there was something to do, and all of it is done. */
    boolean isDone() {
        return times > 0 && left <= 0;
    }

    /** Whether it may be begun now. */
    boolean isOpportune() {
        return left > 0 && !underWay && !busy.getAsBoolean();
    }

    /** A context is about to be made for somebody, which does as well. */
    void spare() {
        left--;
        toDo.countDown();
    }

    /** Somebody is going to {@link #run} it. */
    void begin() {
        left--;
        underWay = true;
    }

    /** Does it once, and takes long on a busy machine: it goes after everybody else. */
    void run() {
        once.run();
        toDo.countDown();
    }

    /** What {@link #begin} announced is over. */
    void end() {
        underWay = false;
    }

    /** Waits until all of it is done; gives false if that takes longer than {@code most}. */
    boolean await(Duration most) throws InterruptedException {
        return toDo.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
