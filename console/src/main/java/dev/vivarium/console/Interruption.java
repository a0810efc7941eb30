package dev.vivarium.console;

import dev.vivarium.Vivarium;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and SIGTERM do: kill what runs and let the command come to its end, so that no worker outlives it. The
 * status is then the JVM's own, 128 and the number of the signal.
 */
final class Interruption implements AutoCloseable {

    /** The command needs milliseconds for its end; if it takes longer it hangs, on a full pipe for example. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "vivarium-interruption");
    private @Nullable Runnable kill;
    private @Nullable Vivarium engine;
    private boolean interrupted;

    private Interruption() {}

    /** From now on signals go through this. */
    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /**
     * What to do at the signal; done now if that came first.
     *
     * @param end ends what runs soon, and must not block
     */
    synchronized void watch(Runnable end, Vivarium on) {
        kill = end;
        engine = on;
        if (interrupted) {
            end.run();
        }
    }

    /** What the signal does, in a thread that the JVM waits for. */
    void interrupt() {
        Vivarium open = killNow();
        try {
            if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && open != null) {
                open.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Vivarium killNow() {
        interrupted = true;
        if (kill != null) {
            kill.run();
        }
        return engine;
    }

    /** The command is at its end; signals are the JVM's again. */
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
