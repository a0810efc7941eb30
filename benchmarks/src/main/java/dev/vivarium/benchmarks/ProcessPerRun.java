package dev.vivarium.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A peer that starts a process for each script. */
record ProcessPerRun(String name, List<String> command) implements Peer {

    /** Begins each program: what a sandbox of this kind takes for {@code _return}. */
    private static final String FRAME = "_return = print\n" + Trivial.VARIABLE + " = " + Trivial.GIVEN + "\n";

    @Override
    public void runTrivial() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add(FRAME + Trivial.SOURCE);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Answers.check(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        process.waitFor();
    }

    @Override
    public double perSecond(Duration measured, int lanes) throws Exception {
        return Lanes.perSecond(measured, Collections.nCopies(lanes, this::runTrivial));
    }

    @Override
    public void close() {}
}
