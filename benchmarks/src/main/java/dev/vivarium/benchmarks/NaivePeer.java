package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** GraalPy contexts without walls, workers or anything ready, in a JVM of its own; see {@link NaiveDriver}. */
record NaivePeer(String name, Child driver) implements Peer {

    static NaivePeer open(String name, boolean sharedEngine) throws IOException {
        return new NaivePeer(name, process(sharedEngine));
    }

    /** One such process, which speaks as {@link Answers} says. */
    static Child process(boolean sharedEngine) throws IOException {
        return Child.jvm(NaiveDriver.class, Boolean.toString(sharedEngine));
    }

    @Override
    public void runTrivial() throws IOException {
        Answers.check(Answers.run(driver, Trivial.SOURCE).value());
    }

    /** Counted inside: the way there and back is not its business. */
    @Override
    public double perSecond(Duration measured, int lanes) throws IOException {
        return Double.parseDouble(driver.ask("rate " + measured.toMillis() + " " + lanes));
    }

    @Override
    public void close() {
        driver.close();
    }
}
