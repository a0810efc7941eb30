package dev.vivarium.benchmarks;

import dev.vivarium.Vivarium;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How slow a program is when its worker has never run any, compared with CPython's own first run. */
final class CpuFirstRun implements Measure {

    private static final int HASTY_PROGRAMS = 2;
    private static final int ROUNDS = 3;

    private final Goal slowest = Goal.atMost("cpu-first-run-slowest", 20, Goal.RATIO);

    @Override
    public String name() {
        return "cpu-first-run";
    }

    @Override
    public String about() {
        return "the same programs, each once in a new worker that has run nothing: how many times as long as the first run"
                + " in a new CPython process, by the wall time from start to end; the slowest";
    }

    @Override
    public List<Goal> goals() {
        return List.of(slowest);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        CPython.whyNot().ifPresent(reason -> {
            throw new MeasureException(reason);
        });
        for (int round = 0; round < plan.rounds(ROUNDS); round++) {
            List<Double> ratios = new ArrayList<>();
            for (Program program : Program.first(plan.either(Program.count(), HASTY_PROGRAMS))) {
                double ratio = ratio(program);
                ratios.add(ratio);
                readings.part(slowest, program.kind(), ratio);
            }
            readings.add(slowest, Collections.max(ratios));
        }
    }

    private static double ratio(Program program) throws Exception {
        try (Child python = CPythonPool.process();
                Vivarium engine = Engines.withWorkers(1)) {
            double theirs = CpuPrograms.seconds(python, program);
            return CpuPrograms.seconds(engine, program, CpuPrograms.expected(python, program)) / theirs;
        }
    }
}
