package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another way to run scripts, open and warm. Used by one thread. */
interface Peer extends AutoCloseable {

    /** What it is called in reports. */
    String name();

    /** Runs the trivial script in a fresh sandbox of its kind, and checks its result. */
    void runTrivial() throws IOException, InterruptedException;

    /** How often in a second it runs the trivial script, over {@code measured}, {@code lanes} at a time. */
    double perSecond(Duration measured, int lanes) throws Exception;

    /** So many runs are measured of any peer, however slow it is. */
    int FEW = 5;

    /** What runs of a slow peer may take together. */
    Duration LONG_ENOUGH = Duration.ofSeconds(10);

    /** Milliseconds of {@code count} runs of the trivial script, one after the other; of fewer if the peer is slow. */
    default List<Double> latencies(int count) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        Stopwatch all = new Stopwatch();
        for (int i = 0; i < count && (i < FEW || all.seconds() < LONG_ENOUGH.toSeconds()); i++) {
            Stopwatch watch = new Stopwatch();
            runTrivial();
            millis.add(watch.millis());
        }
        return millis;
    }

    @Override
    void close();
}
