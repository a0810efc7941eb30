package dev.vivarium.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to a command that serves: it goes on to its end, and the JVM waits for that. The status is
 * then the JVM's own, 128 and the number of the signal.
 */
final class StopSignal implements AutoCloseable {

    /** Closing takes some seconds at most; a JVM whose command hangs must end all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "vivarium-stop");

    private StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on signals go through this. */
    static StopSignal install() {
        return new StopSignal();
    }

    /** Waits for a signal. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** What the signal does, in a thread that the JVM waits for. */
    void stop() {
        asked.countDown();
        try {
            var _ = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is closed; signals are the JVM's again. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, and has just been told.
        }
    }
}
