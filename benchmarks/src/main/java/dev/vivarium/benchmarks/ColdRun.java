package dev.vivarium.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How long the command line takes for one small script, from the start of the process to its end. */
final class ColdRun implements Measure {

    private static final String SOURCE = "_return(1+2)";
    private static final String EXPECTED = "3";

    private final Goal wall = Goal.atMost("cold-run", 2, "s");
    private final Goal ratio = Goal.atMost("cold-run-ratio", 0.6, Goal.RATIO);

    @Override
    public String name() {
        return "cold-run";
    }

    @Override
    public String about() {
        return "the whole process './vivarium run -c " + SOURCE
                + "', and how many times as long as a Java program that evaluates the same in a GraalPy context; after one"
                + " run of each, which builds and fills the system's file cache";
    }

    @Override
    public List<Goal> goals() {
        return List.of(wall, ratio);
    }

    @Override
    public void take(Plan plan, Readings readings) throws Exception {
        Path launcher = plan.home().resolve("vivarium");
        if (!Files.isExecutable(launcher)) {
            throw new MeasureException("the launcher " + launcher + " is missing");
        }
        List<String> ours = List.of(launcher.toString(), "run", "-c", SOURCE);
        List<String> naive = Child.jvmCommand(NaiveProgram.class);
        seconds(ours);
        seconds(naive);
        for (int round = 0; round < plan.rounds(); round++) {
            double taken = seconds(ours);
            double naivelyTaken = seconds(naive);
            readings.add(wall, taken);
            readings.peer(wall, "graalpy-program", naivelyTaken);
            readings.add(ratio, taken / naivelyTaken);
            peers(plan, readings);
        }
    }

    private void peers(Plan plan, Readings readings) throws IOException, InterruptedException {
        for (PeerKind kind :
                plan.peers() ? List.of(PeerKind.CPYTHON_PROCESS, PeerKind.BUBBLEWRAP) : List.<PeerKind>of()) {
            Optional<String> whyNot = kind.whyNot();
            if (whyNot.isPresent()) {
                readings.skip(wall, kind.title(), whyNot.get());
            } else {
                Stopwatch watch = new Stopwatch();
                kind.open().runTrivial();
                readings.peer(wall, kind.title(), watch.seconds());
            }
        }
    }

    private static double seconds(List<String> command) throws IOException, InterruptedException {
        Stopwatch watch = new Stopwatch();
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        double taken = watch.seconds();
        if (status != 0 || !said.equals(EXPECTED)) {
            throw new MeasureException(command.getFirst() + " said '" + said + "' and ended with " + status);
        }
        return taken;
    }
}
