package dev.vivarium.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A sandbox that comes as a package for Node.js, in processes that stay. The trivial script is JavaScript as well as Python.
 *
 * @param name of the package
 * @param processes one for each lane
 */
record NodePeer(String name, List<Child> processes) implements Peer {

    private static final String DRIVER = Resources.text("node_driver.js");

    /** Else {@code isolated-vm} ends the process: see its README, on Node.js 20 and newer. */
    private static final String NO_SNAPSHOT = "--no-node-snapshot";

    static NodePeer open(String name, int lanes) throws IOException {
        List<Child> processes = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            processes.add(Child.start(List.of("node", NO_SNAPSHOT, "-e", DRIVER, name)));
        }
        return new NodePeer(name, processes);
    }

    /** Why {@code name} can't be used, or empty if it can. */
    static Optional<String> whyNot(String name) {
        try {
            Process trial = new ProcessBuilder("node", NO_SNAPSHOT, "-e", "require('" + name + "')")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(
                            "node finds no package " + name + ": npm install --prefix benchmarks, or set NODE_PATH");
        } catch (IOException missing) {
            return Optional.of("node is not installed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public void runTrivial() throws IOException {
        Answers.check(Answers.run(processes.getFirst(), Trivial.SOURCE).value());
    }

    /** Counted inside: the way there and back is not its business. */
    @Override
    public double perSecond(Duration measured, int lanes) throws Exception {
        String question = "rate " + measured.toMillis() + " " + Answers.encoded(Trivial.SOURCE);
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
            List<Future<String>> rates = processes.stream()
                    .limit(lanes)
                    .map(process -> threads.submit(() -> process.ask(question)))
                    .toList();
            double sum = 0;
            for (Future<String> rate : rates) {
                sum += Double.parseDouble(rate.get());
            }
            return sum;
        }
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
    }
}
