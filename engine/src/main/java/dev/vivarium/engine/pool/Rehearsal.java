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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the host's JVM compile the way of a script before anybody's goes it: some thousands of tasks, one after the other,
 * on a pool of its own with a socket, whose far end says at once that they have returned. A game that runs a script now
 * and then would else wait for code that its JVM interprets for hours. It takes seconds of a processor, and so goes on
 * only while nobody waits for a script.
 */
final class Rehearsal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** HotSpot's second compiler takes up what was called 5,000 times ({@code Tier4InvocationThreshold}). */
    private static final int RUNS = 6_000;

    /** So many take tens of milliseconds at first, and less than ten in the end: nobody waits longer for its end. */
    private static final int RUNS_AT_A_TIME = 50;

    /** Between two times, so that at most half of a processor is taken. */
    private static final Duration PAUSE = Duration.ofMillis(25);

    /** Once is enough for a JVM. */
    private static final AtomicBoolean IN_THIS_JVM = new AtomicBoolean();

    private final AtomicBoolean done;
    private final int runs;
    private final Function<Link<FromWorker, FromHost>, Receiver<FromHost>> farEnd;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * One that has yet to be started.
     *
     * @param done whether somebody has done it, or is at it
     * @param runs how many tasks
     * @param farEnd makes what answers them
     */
    Rehearsal(AtomicBoolean done, int runs, Function<Link<FromWorker, FromHost>, Receiver<FromHost>> farEnd) {
        this.done = done;
        this.runs = runs;
        this.farEnd = farEnd;
    }

    /** One that is held once in this JVM, whoever starts it. */
    static Rehearsal once() {
        return new Rehearsal(IN_THIS_JVM, RUNS, Echo::new);
    }

    /**
     * Does it on a thread of its own, if nobody has; returns at once.
     *
     * @param idle whether nobody waits for a script; asked on that thread
     */
    void start(BooleanSupplier idle) {
        if (!isClosed() && done.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("vivarium-rehearsal").start(() -> rehearse(idle));
        }
    }

    private void rehearse(BooleanSupplier idle) {
        try {
            LOG.debug("rehearsed {} scripts", run(idle));
        } catch (IOException failed) {
            LOG.debug("no rehearsal: the first scripts are slower", failed);
        } catch (InterruptedException nobodysBusiness) {
            LOG.debug("the rehearsal was broken off");
        }
        if (isClosed()) {
            // Whoever opens the next one rehearses.
            done.set(false);
        }
    }

    /** Rehearses until all runs have returned, one has not, or this is closed; gives how many returned. */
    int run(BooleanSupplier idle) throws IOException, InterruptedException {
        TransportPair sockets = SocketTransport.pair(Path.of(System.getProperty("java.io.tmpdir")));
        PoolSettings one = new PoolSettings("rehearsal", 1, 0, Integer.MAX_VALUE, 1, Long.MAX_VALUE);
        InHostLauncher launcher =
                new InHostLauncher(() -> sockets, (_, far) -> () -> InHostLauncher.greet(far, farEnd.apply(far)));
        try (SystemTime time = new SystemTime("vivarium-rehearsal-timer");
                Pool pool = new Pool(new Crew(one, launcher), Optional.empty(), time, new Counters())) {
            return run(pool, time, idle);
        }
    }

    private int run(Pool pool, SystemTime time, BooleanSupplier idle) throws InterruptedException {
        Script script = Script.of("_return(number)").with("number", 1L).under(Presets.PLAYER);
        int returned = 0;
        while (returned < runs && !isClosed()) {
            if (returned % RUNS_AT_A_TIME == 0) {
                awaitLeisure(idle);
            }
            if (!returns(script, returned, pool, time)) {
                break;
            }
            returned++;
        }
        return returned;
    }

    /** Waits at least for a pause; at most until this is closed. */
    private void awaitLeisure(BooleanSupplier idle) throws InterruptedException {
        boolean over = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        while (!over && !idle.getAsBoolean()) {
            over = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean returns(Script script, int number, Pool pool, SystemTime time) {
        CompletableFuture<Boolean> returned = new CompletableFuture<>();
        TaskCapabilities none = new TaskCapabilities(number, Map.of(), Runnable::run);
        HostTask task = new HostTask(new TaskId(number), script, none, time, _ -> {}, (_, _) -> {});
        task.onReturn(_ -> returned.complete(true)).onError(_ -> returned.complete(false));
        pool.submit(task);
        return returned.join();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends it with the run that is under way; returns at once. */
    @Override
    public void close() {
        closed.countDown();
    }

    /** Says of each run that it has returned what it was given. */
    record Echo(Link<FromWorker, FromHost> link) implements Receiver<FromHost> {

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
