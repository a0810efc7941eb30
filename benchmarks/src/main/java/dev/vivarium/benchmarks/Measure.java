package dev.vivarium.benchmarks;

import java.util.List;

/** Something that can be measured. */
interface Measure {

    /** What it is called on the command line: lower-case words with dashes. */
    String name();

    /** What is measured and how it is warmed up, in one sentence. */
    String about();

    /** The figures that it yields. */
    List<Goal> goals();

    /**
     * Measures, and gives what it reads to {@code readings} as it goes.
     *
     * @throws Exception if it can't be measured; the message says why
     */
    void take(Plan plan, Readings readings) throws Exception;
}
