package dev.vivarium.benchmarks;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a number of scripts under way, each that ends replaced by the next, and counts them. */
final class Flow {

    private final Vivarium engine;
    private final Supplier<Script> scripts;
    private final int underWay;
    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    /** @param underWay more than the workers, so that none of them ever waits for a script */
    Flow(Vivarium engine, Supplier<Script> scripts, int underWay) {
        this.engine = engine;
        this.scripts = scripts;
        this.underWay = underWay;
    }

    /** How many end in a second, over {@code measured}, after a flow of {@code before} that isn't counted. */
    double perSecond(Duration before, Duration measured) throws InterruptedException {
        Semaphore room = new Semaphore(underWay);
        double perSecond = perSecond(before, measured, room);
        room.acquire(underWay);
        return checked(perSecond);
    }

    /** The same where so many are under way that nobody waits for the last: they end when their engine closes. */
    double perSecondOfMany(Duration before, Duration measured) throws InterruptedException {
        return checked(perSecond(before, measured, new Semaphore(underWay)));
    }

    private double perSecond(Duration before, Duration measured, Semaphore room) throws InterruptedException {
        Stopwatch watch = new Stopwatch();
        submitFor(watch, before, room);
        long countBefore = done.sum();
        double begin = watch.seconds();
        submitFor(watch, before.plus(measured), room);
        return (done.sum() - countBefore) / (watch.seconds() - begin);
    }

    private double checked(double perSecond) {
        String failed = problem.get();
        if (failed != null) {
            throw new MeasureException("a script did not return: " + failed);
        }
        return perSecond;
    }

    private void submitFor(Stopwatch watch, Duration until, Semaphore room) throws InterruptedException {
        double end = (double) until.toNanos() / Duration.ofSeconds(1).toNanos();
        while (watch.seconds() < end) {
            room.acquire();
            engine.run(scripts.get(), value -> returned(value, room), failed -> failed(failed, room));
        }
    }

    private void returned(@Nullable Object value, Semaphore room) {
        if (Trivial.EXPECTED.equals(value)) {
            done.increment();
        } else {
            problem.set("returned " + value);
        }
        room.release();
    }

    private void failed(Outcome.Problem failed, Semaphore room) {
        problem.set(failed.name() + ": " + failed.message());
        room.release();
    }
}
