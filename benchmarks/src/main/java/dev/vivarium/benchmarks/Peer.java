package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another way to run Python, open and warm. Used by one thread. */
interface Peer extends AutoCloseable {

    /** What it is called in reports. */
    String name();

    /** Runs the trivial script in a fresh sandbox of its kind, and checks its result. */
    void runTrivial() throws IOException, InterruptedException;

    /** How often in a second it runs the trivial script, over {@code measured}, {@code lanes} at a time. */
    double perSecond(Duration measured, int lanes) throws Exception;

    /** Milliseconds of {@code count} runs of the trivial script, one after the other. */
    default List<Double> latencies(int count) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Stopwatch watch = new Stopwatch();
            runTrivial();
            millis.add(watch.millis());
        }
        return millis;
    }

    @Override
    void close();
}
