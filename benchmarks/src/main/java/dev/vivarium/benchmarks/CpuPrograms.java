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

    /** So long workers that were just started are busy with themselves: they exercise, and their JVMs compile. */
    private static final Duration REST = Duration.ofSeconds(30);

    /** After that programs have been compiled, and what compiles them: that compiler is Java code which gets warm, too. */
    private static final Duration WARM_AFTER = Duration.ofMinutes(4);

    /** How often a program runs in a row while all get warm. */
    private static final int TURNS = 5;

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
        return Program.count() + " programs that compute, in fresh contexts: in turn for " + WARM_AFTER.toMinutes()
                + " minutes, once there is a worker that compiles and all had " + REST.toSeconds()
                + " s of rest, then each " + RUNS
                + " times: how many times as fast as CPython in one process, by the wall time from start to end, medians of the"
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
            if (!plan.quick()) {
                new Stopwatch().waitUntil(REST);
                warmUp(program -> seconds(engine, program, expected(python, program)));
            }
            for (Program program : Program.first(plan.either(Program.count(), HASTY_PROGRAMS))) {
                double theirs = median(plan, () -> seconds(python, program));
                String expected = expected(python, program);
                double ours = median(plan, () -> seconds(engine, program, expected));
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

    /** One run of a program. */
    @FunctionalInterface
    private interface ProgramRun {
        double seconds(Program program) throws Exception;
    }

    private static void warmUp(ProgramRun run) throws Exception {
        Stopwatch watch = new Stopwatch();
        while (watch.millis() < WARM_AFTER.toMillis()) {
            for (Program program : Program.first(Program.count())) {
                for (int turn = 0; turn < TURNS; turn++) {
                    run.seconds(program);
                }
            }
        }
    }

    /** Runs the first program until there is a worker that compiles; each program has to become hot by itself then. */
    private static void awaitPeakWorker(Vivarium engine, Child python) throws Exception {
        Program first = Program.first(1).getFirst();
        String expected = expected(python, first);
        Stopwatch watch = new Stopwatch();
        while (engine.stats().peakWorkersReady() == 0) {
            seconds(engine, first, expected);
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
            if (!plan.quick()) {
                warmUp(program -> seconds(graalPy, program));
            }
            for (Program program : Program.first(plan.either(Program.count(), HASTY_PROGRAMS))) {
                ratios.add(
                        median(plan, () -> seconds(python, program)) / median(plan, () -> seconds(graalPy, program)));
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

    private static double median(Plan plan, Run run) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int runs = plan.either(RUNS, HASTY_RUNS); runs > 0; runs--) {
            seconds.add(run.seconds());
        }
        return Statistics.median(seconds.subList(seconds.size() - plan.either(COUNTED, HASTY_COUNTED), seconds.size()));
    }

    /** CPython's time, or that of another driver. */
    static double seconds(Child driver, Program program) throws IOException {
        return Answers.run(driver, program.source()).seconds();
    }

    /** What it must give. */
    static String expected(Child python, Program program) throws IOException {
        return Answers.run(python, program.source()).value();
    }

    /** Our time; the result must be {@code expected}. */
    static double seconds(Vivarium engine, Program program, String expected) throws Exception {
        Script script = Script.of(program.source()).named(program.kind()).under(Wide.POLICY);
        Outcome outcome = new Caller(engine).call(script).outcome();
        if (!(outcome instanceof Outcome.Returned returned) || !expected.equals(String.valueOf(returned.value()))) {
            throw new MeasureException(program.kind() + " gave " + outcome + " in place of " + expected);
        }
        Duration wall = outcome.usage().wall();
        return wall.toNanos() / NANOS_PER_SECOND;
    }
}
