package dev.vivarium.benchmarks;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.Vivarium;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How fast warm programs compute, compared with CPython. */
final class CpuPrograms implements Measure {

    private static final int RUNS = 40;

    /** After that a program has been compiled, and what compiles it: its own compiler is Java code that gets warm, too. */
    private static final Duration WARM_AFTER = Duration.ofSeconds(15);

    private static final int HASTY_RUNS = 6;
    private static final int COUNTED = 10;
    private static final int HASTY_COUNTED = 3;
    private static final int HASTY_PROGRAMS = 3;
    private static final int ROUNDS = 3;
    private static final Duration PEAK_WITHIN = Duration.ofMinutes(4);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Goal mean = Goal.atLeast("cpu-programs-mean", 3, Goal.RATIO);
    private final Goal slowest = Goal.atLeast("cpu-programs-slowest", 0.5, Goal.RATIO);

    @Override
    public String name() {
        return "cpu-programs";
    }

    @Override
    public String about() {
        return Program.count() + " programs that compute, each in fresh contexts for " + WARM_AFTER.toSeconds()
                + " s and " + RUNS + " times at least, once there is a worker that compiles:"
                + " how many times as fast as CPython in one process, by the wall time from start to end, medians of the"
                + " last " + COUNTED + " runs; geometric mean, and the slowest";
    }

    @Override
    public List<Goal> goals() {
        return List.of(mean, slowest);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        CPython.whyNot().ifPresent(reason -> {
            throw new MeasureException(reason);
        });
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            round(plan, readings);
        }
    }

    private void round(Plan plan, Readings readings) throws Exception {
        List<Double> ratios = new ArrayList<>();
        try (Vivarium engine = Engines.withWorkers(1);
                Child python = CPythonPool.process()) {
            awaitPeakWorker(engine, python);
            for (Program program : Program.first(plan.either(Program.count(), HASTY_PROGRAMS))) {
                double theirs = few(plan, () -> seconds(python, program));
                double ours = warm(plan, () -> seconds(engine, python, program));
                ratios.add(theirs / ours);
                readings.part(mean, program.kind(), theirs / ours);
            }
        }
        readings.add(mean, Statistics.geometricMean(ratios));
        readings.add(slowest, Collections.min(ratios));
        if (plan.peers()) {
            naive(plan, readings);
        }
    }

    /** Runs the first program until there is a worker that compiles; each program has to become hot by itself then. */
    private static void awaitPeakWorker(Vivarium engine, Child python) throws Exception {
        Program first = Program.first(1).getFirst();
        Stopwatch watch = new Stopwatch();
        while (engine.stats().peakWorkersReady() == 0) {
            seconds(engine, python, first);
            if (watch.millis() > PEAK_WITHIN.toMillis()) {
                throw new MeasureException("no worker compiles Python after " + PEAK_WITHIN.toMinutes() + " minutes");
            }
        }
    }

    /** GraalPy with a shared engine as another embedder would use it, on the same programs. */
    private void naive(Plan plan, Readings readings) throws Exception {
        List<Double> ratios = new ArrayList<>();
        try (Child graalPy = NaivePeer.process(true);
                Child python = CPythonPool.process()) {
            for (Program program : Program.first(plan.either(Program.count(), HASTY_PROGRAMS))) {
                ratios.add(few(plan, () -> seconds(python, program)) / warm(plan, () -> seconds(graalPy, program)));
            }
        }
        readings.peer(mean, PeerKind.GRAALPY_SHARED_ENGINE.title(), Statistics.geometricMean(ratios));
        readings.peer(slowest, PeerKind.GRAALPY_SHARED_ENGINE.title(), Collections.min(ratios));
    }

    /** One run. */
    @FunctionalInterface
    private interface Run {
        double seconds() throws Exception;
    }

    /** CPython's: it doesn't get faster. */
    private static double few(Plan plan, Run run) throws Exception {
        return until(0, plan, run);
    }

    private static double warm(Plan plan, Run run) throws Exception {
        return until(plan.either((int) WARM_AFTER.toMillis(), 0), plan, run);
    }

    private static double until(double millis, Plan plan, Run run) throws Exception {
        List<Double> seconds = new ArrayList<>();
        int runs = plan.either(RUNS, HASTY_RUNS);
        Stopwatch watch = new Stopwatch();
        while (seconds.size() < runs || watch.millis() < millis) {
            seconds.add(run.seconds());
        }
        return Statistics.median(seconds.subList(seconds.size() - plan.either(COUNTED, HASTY_COUNTED), seconds.size()));
    }

    /** CPython's time, or that of another driver. */
    static double seconds(Child driver, Program program) throws IOException {
        return Answers.run(driver, program.source()).seconds();
    }

    /** Our time; the result must be what CPython gives. */
    static double seconds(Vivarium engine, Child python, Program program) throws Exception {
        Script script = Script.of(program.source()).named(program.kind()).under(Wide.POLICY);
        Outcome outcome = new Caller(engine).call(script).outcome();
        String expected = Answers.run(python, program.source()).value();
        if (!(outcome instanceof Outcome.Returned returned) || !expected.equals(String.valueOf(returned.value()))) {
            throw new MeasureException(program.kind() + " gave " + outcome + " in place of " + expected);
        }
        Duration wall = outcome.usage().wall();
        return wall.toNanos() / NANOS_PER_SECOND;
    }
}
