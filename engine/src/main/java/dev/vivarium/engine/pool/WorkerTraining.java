package dev.vivarium.engine.pool;

import dev.vivarium.engine.worker.TrainingMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a {@link StartCache} made by a process that does what a worker does before its first script. */
final class WorkerTraining {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

    /** Some half a minute on a quiet machine. */
    private static final long MINUTES = 10;

    /** A program that runs one script shall not begin what it can't finish, nor a server while it starts. */
    private static final long LATER_SECONDS = 60;

    private static final int LAST = 19;

    /** Whether this JVM has tried: one that fails would fail again. */
    private static final AtomicBoolean TRIED = new AtomicBoolean();

    private WorkerTraining() {}

    /** Makes the cache a little later on a thread of its own, once; for the workers that come after it. */
    static void inBackground(WorkerCommand command) {
        Optional<StartCache> cache = command.startCache();
        if (cache.isPresent() && cache.get().file().isEmpty() && TRIED.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(LATER_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> Thread.ofPlatform()
                            .daemon()
                            .name("vivarium-training")
                            .start(() -> now(command)));
        }
    }

    /** Makes the cache, if it is not there; gives whether it is now. */
    static boolean now(WorkerCommand command) {
        try {
            Optional<StartCache> cache = command.startCache();
            return cache.isPresent() && cache.get().make(path -> train(command, path));
        } catch (IOException failed) {
            LOG.info("workers start without a cache, slowly: {}", failed.getMessage());
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean train(WorkerCommand command, Path path) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Nice.prefix(LAST));
        words.addAll(command.jvm("-XX:AOTCacheOutput=" + path));
        words.add(TrainingMain.class.getName());
        words.add(System.getProperty("java.io.tmpdir"));
        Process process = WorkerCommand.bare(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                LOG.info("workers start without a cache: making it {}", ended ? "failed" : "took too long");
                LOG.debug("it was made by {}", words);
            }
            return ended && process.exitValue() == 0 && Files.exists(path);
        } finally {
            process.destroyForcibly();
        }
    }
}
