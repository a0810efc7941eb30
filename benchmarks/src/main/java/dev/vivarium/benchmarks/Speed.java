package dev.vivarium.benchmarks;

/**
 * How fast one processor computes now, whatever it says it is: a machine that is shared may give a third of it from one
 * hour to the next.
 */
final class Speed {

    /** Each step needs the one before, and takes six clock cycles on any processor of today. */
    private static final int STEPS = 50_000_000;

    private static final int TIMES = 4;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double PER_MILLION = 1e-6;

    private Speed() {}

    /** Millions of steps of a shift register in a second; the best of some seconds' tries. */
    static double now() {
        double best = 0;
        long register = 1;
        for (int time = 0; time < TIMES; time++) {
            Stopwatch watch = new Stopwatch();
            register = shifted(register);
            best = Math.max(best, STEPS * PER_MILLION * MILLIS_PER_SECOND / watch.millis());
        }
        if (register == 0) {
            throw new MeasureException("a shift register can't come to 0");
        }
        return best;
    }

    private static long shifted(long begin) {
        long register = begin;
        for (int step = 0; step < STEPS; step++) {
            register ^= register << 13;
            register ^= register >>> 7;
            register ^= register << 17;
        }
        return register;
    }
}
