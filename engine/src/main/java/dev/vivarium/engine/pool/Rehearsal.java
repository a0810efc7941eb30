package dev.vivarium.engine.pool;

import dev.vivarium.Script;
import dev.vivarium.TaskId;
import dev.vivarium.engine.capability.TaskCapabilities;
import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Finished;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.engine.link.Message.Started;
import dev.vivarium.engine.link.Receiver;
import dev.vivarium.engine.link.SocketTransport;
import dev.vivarium.engine.link.TransportPair;
import dev.vivarium.engine.task.HostTask;
import dev.vivarium.engine.time.SystemTime;
import dev.vivarium.policy.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the host's JVM compile the way of a script before anybody's goes it: some thousands of tasks, one after the other,
 * on a pool of its own with a socket, whose far end says at once that they have returned. A game that runs a script now
 * and then would else wait for code that its JVM interprets for hours.
 */
final class Rehearsal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** HotSpot's second compiler takes up what was called 5,000 times ({@code Tier4InvocationThreshold}). */
    private static final int RUNS = 6_000;

    /** Once is enough for a JVM. */
    private static final AtomicBoolean IN_THIS_JVM = new AtomicBoolean();

    private final AtomicBoolean done;
    private volatile @Nullable Thread thread;

    /** @param done whether somebody has done it, or is at it */
    Rehearsal(AtomicBoolean done) {
        this.done = done;
    }

    /** One that is held once in this JVM, whoever starts it. */
    static Rehearsal once() {
        return new Rehearsal(IN_THIS_JVM);
    }

    /** Does it on a thread of its own, if nobody has; returns at once. */
    void start() {
        if (done.compareAndSet(false, true)) {
            thread = Thread.ofPlatform().daemon().name("vivarium-rehearsal").start(this::rehearse);
        }
    }

    private void rehearse() {
        try {
            LOG.debug("rehearsed {} scripts", run(RUNS));
        } catch (IOException failed) {
            LOG.debug("no rehearsal: the first scripts are slower", failed);
        } catch (InterruptedException closed) {
            // Whoever opens the next one rehearses.
            done.set(false);
        }
    }

    /** Rehearses so many runs; gives how many returned before one did not. */
    static int run(int times) throws IOException, InterruptedException {
        TransportPair sockets = SocketTransport.pair(Path.of(System.getProperty("java.io.tmpdir")));
        PoolSettings one = new PoolSettings("rehearsal", 1, 0, Integer.MAX_VALUE, 1, Long.MAX_VALUE);
        Crew crew = new Crew(
                one, new InHostLauncher(() -> sockets, (_, far) -> () -> InHostLauncher.greet(far, new Echo(far))));
        try (SystemTime time = new SystemTime("vivarium-rehearsal-timer");
                Pool pool = new Pool(crew, Optional.empty(), time, new Counters())) {
            return run(times, pool, time);
        }
    }

    private static int run(int times, Pool pool, SystemTime time) throws InterruptedException {
        Script script = Script.of("_return(number)").with("number", 1L).under(Presets.PLAYER);
        Semaphore over = new Semaphore(0);
        AtomicBoolean failed = new AtomicBoolean();
        int returned = 0;
        while (returned < times && !failed.get()) {
            TaskCapabilities none = new TaskCapabilities(returned, Map.of(), Runnable::run);
            HostTask task = new HostTask(new TaskId(returned), script, none, time, _ -> {}, (_, _) -> {});
            task.onReturn(_ -> over.release()).onError(_ -> {
                failed.set(true);
                over.release();
            });
            pool.submit(task);
            over.acquire();
            returned += failed.get() ? 0 : 1;
        }
        return returned;
    }

    /** Ends it at once. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Says of each run that it has returned what it was given. */
    private record Echo(Link<FromWorker, FromHost> link) implements Receiver<FromHost> {

        @Override
        public void message(FromHost message) {
            if (message instanceof Run run) {
                link.send(new Started(run.task()));
                link.send(new Finished(
                        run.task(), new End.Returned(List.copyOf(run.variables().values())), 1, null));
            }
        }

        @Override
        public void closed(String reason) {
            // The pool hears of that at its own end.
        }
    }
}
