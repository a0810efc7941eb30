package dev.vivarium.benchmarks;

import dev.vivarium.Vivarium;
import dev.vivarium.VivariumBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * An engine with a single worker, whose memory the kernel is asked for.
 *
 * @param pid the worker's
 */
record OneWorker(Vivarium engine, long pid) implements AutoCloseable {

    private static final double KIBIBYTES_PER_MEGABYTE = 1e6 / 1024;

    /**
     * Opens {@code engine} and waits until its worker is up.
     *
     * @throws MeasureException if it has started another number of processes
     */
    static OneWorker start(VivariumBuilder engine) throws InterruptedException, TimeoutException {
        Set<ProcessHandle> before = children();
        Vivarium opened = Engines.ready(engine, 1);
        Set<ProcessHandle> started = children();
        started.removeAll(before);
        if (started.size() != 1) {
            opened.close();
            throw new MeasureException("expected one worker process, found " + started.size());
        }
        return new OneWorker(opened, started.iterator().next().pid());
    }

    private static Set<ProcessHandle> children() {
        return new HashSet<>(ProcessHandle.current().children().toList());
    }

    /** The process's share of the machine's memory: what it has for itself, and its part of what it shares. */
    double megabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBIBYTES_PER_MEGABYTE;
            }
        }
        throw new MeasureException("the kernel does not say how much memory a worker takes");
    }

    @Override
    public void close() {
        engine.close();
    }
}
