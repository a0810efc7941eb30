package dev.vivarium.benchmarks;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A script that its timeout has ended, as its caller saw it.
 *
 * @param beginMillis from its submission until it began, from when on its timeout counts
 * @param millis from its deadline to its callback
 */
record Kill(double beginMillis, double millis) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So much too late its begin may be seen, and its deadline assumed. */
    private static final Duration STEP = Duration.ofNanos(100_000);

    /** Runs {@code source}, which never ends, with {@code timeout}. */
    static Kill of(Vivarium engine, Script source, Duration timeout) throws InterruptedException, TimeoutException {
        Stopwatch watch = new Stopwatch();
        Caller.Awaited awaited = new Caller(engine).submit(source.within(timeout));
        Stopwatch.await("the begin of a script", PATIENCE, STEP, () -> !awaited.isQueued());
        double begun = watch.millis();
        Caller.Reply reply = awaited.reply().mustBeTimedOut();
        // The least that it can have been, should this thread have been kept from seeing the begin.
        Duration took = ((Outcome.TimedOut) reply.outcome()).usage().wall();
        double tookMillis = Math.max(reply.millis() - begun, took.toNanos() / NANOS_PER_MILLI);
        return new Kill(begun, tookMillis - timeout.toMillis());
    }
}
