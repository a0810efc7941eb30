package dev.vivarium.engine.pool;

import dev.vivarium.TimeSource;
import dev.vivarium.Workers;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.pool.PoolWorker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many workers as the settings ask for: starts them, promotes spares, replaces the dead with growing pauses,
 * and kills those that give no sign of life. Used by the event loop's events alone.
 */
final class Staff {

    private static final Logger LOG = LoggerFactory.getLogger(Staff.class);

    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    /** A worker that misses as many pings in a row hangs; three, because a busy machine holds one up for seconds. */
    private static final int PINGS_UNANSWERED = 3;

    /** How many messages of one worker may wait in the inbox: a flood of one slows down its own reader alone. */
    private static final int MESSAGES_WAITING = 64;

    /** A script that fills memory outside the heap takes a second for hundreds of megabytes. */
    private static final Duration WEIGH_EVERY = Duration.ofSeconds(1);

    /**
     * How long a killed worker has to end until what it holds is given up. It can say nothing new by then; but a process is
     * not over until the last of its threads has freed its memory, and where the processors have other work that takes
     * seconds of a thread that goes after others.
     */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(1);

    /** What the pool wants to know. Called in events. */
    interface Listener {
        /** A worker could take a script now. */
        void ready();

        /** A worker spoke. */
        void message(PoolWorker worker, Message.FromWorker message);

        /** A worker's process holds more memory than it may: it has to go. */
        void overweight(PoolWorker worker, long bytes);

        /** A worker was killed, and its end takes long: what it holds need not wait for that. */
        void givenUp(PoolWorker worker, Launcher.Death death);

        /** A worker is gone, with all that it held. */
        void gone(PoolWorker worker, Launcher.Death death);

        /** The last start failed like several before it, and no worker is up. */
        void hopeless(String reason);
    }

    /** After so many failed starts in a row nobody is left waiting for a worker that will not come. */
    private static final int HOPELESS_STARTS = 3;

    private final PoolSettings settings;
    private final Launcher launcher;
    private final EventLoop loop;
    private final TimeSource time;
    private final Counters counters;
    private final IntConsumer moreReady;
    private final Listener listener;
    private final List<PoolWorker> workers = new ArrayList<>();
    private final Graveyard graveyard = new Graveyard();
    private final BackOff backOff = new BackOff();
    private int numbers;
    private int ready;
    private String lastFailure = "";
    private boolean restartPending;
    private boolean started;
    private boolean closing;

    /** @param moreReady hears how many more of its workers could take a script than before */
    Staff(Crew crew, EventLoop loop, TimeSource time, Counters counters, IntConsumer moreReady, Listener listener) {
        settings = crew.settings();
        launcher = crew.launcher();
        this.moreReady = moreReady;
        this.loop = loop;
        this.time = time;
        this.counters = counters;
        this.listener = listener;
    }

    /** How its workers are called. */
    String label() {
        return settings.name();
    }

    /** The memory that a worker's process may hold. */
    long mostResidentBytes() {
        return settings.mostResidentBytes();
    }

    /** Starts the first workers; does nothing when that was done before. */
    void start() {
        if (started || closing) {
            return;
        }
        started = true;
        fillUp();
        if (launcher.needsPings()) {
            loop.schedule(PING_EVERY, this::ping);
            loop.schedule(WEIGH_EVERY, this::weigh);
        }
    }

    private void weigh() {
        if (closing) {
            return;
        }
        for (PoolWorker worker : all()) {
            long bytes = worker.residentBytes();
            if (worker.state == State.READY && bytes > settings.mostResidentBytes()) {
                listener.overweight(worker, bytes);
            }
            worker.residentBefore = bytes;
            worker.weighedNanos = time.nanos();
            worker.someLeft = false;
        }
        loop.schedule(WEIGH_EVERY, this::weigh);
    }

    private void fillUp() {
        long living = workers.stream()
                .filter(worker -> worker.state == State.STARTING || worker.state == State.READY)
                .count();
        for (long missing = settings.size() + settings.spares() - living; missing > 0 && !closing; missing--) {
            launch();
        }
    }

    private void launch() {
        PoolWorker worker = new PoolWorker(++numbers, this, time.nanos());
        workers.add(worker);
        counters.workersStarted.increment();
        ToLoop listener = new ToLoop(worker);
        try {
            worker.hand(launcher.launch(worker.number, listener));
        } catch (RuntimeException | Error failed) {
            // Also an Error: that is what a system gives that has no thread left.
            listener.gone(new Launcher.Death("it could not be launched: " + failed.getMessage(), false));
        }
    }

    /**
     * Who could be sent a script now: of the free workers the one that may keep a context for {@code key}, or else the
     * one that holds the fewest scripts; if none is free, one that will be at once.
     */
    Optional<PoolWorker> taker(@Nullable String key) {
        return best(worker -> worker.isFree(settings.heldPerWorker()), key)
                .or(() -> best(worker -> worker.takesAhead(settings.heldPerWorker()), key));
    }

    private Optional<PoolWorker> best(Predicate<PoolWorker> fit, @Nullable String key) {
        return workers.stream()
                .filter(fit)
                .min(Comparator.comparing((PoolWorker worker) -> !worker.mayKeepFor(key))
                        .thenComparingInt(worker -> worker.held.size()));
    }

    /** Those that would take a script if they had not so many already. */
    List<PoolWorker> full() {
        return workers.stream()
                .filter(worker ->
                        worker.state == State.READY && worker.active && worker.held.size() >= settings.heldPerWorker())
                .toList();
    }

    /** All that are not gone. */
    List<PoolWorker> all() {
        return List.copyOf(workers);
    }

    /** As others may know them. */
    Workers info() {
        long now = time.nanos();
        return new Workers(workers.stream().map(worker -> worker.info(now)).toList(), graveyard.list(now));
    }

    /** Whether one is up. */
    boolean anyReady() {
        return workers.stream().anyMatch(worker -> worker.state == State.READY);
    }

    /** Why no worker can be expected, if none is up and several starts in a row have failed. */
    Optional<String> hopeless() {
        return backOff.failures() >= HOPELESS_STARTS && !anyReady() ? Optional.of(lastFailure) : Optional.empty();
    }

    private void onReady(PoolWorker worker, List<String> walls) {
        if (worker.state != State.STARTING) {
            return;
        }
        worker.state = State.READY;
        worker.wasReady = true;
        backOff.succeeded();
        LOG.debug("{} is ready: {}", worker, walls);
        promote();
    }

    private void promote() {
        long active = workers.stream()
                .filter(worker -> worker.state == State.READY && worker.active)
                .count();
        workers.stream()
                .filter(worker -> worker.state == State.READY && !worker.active && !worker.stuck)
                .limit(Math.max(0, settings.size() - active))
                .forEach(worker -> worker.active = true);
        int now = Math.toIntExact(workers.stream()
                .filter(worker -> worker.state == State.READY && !worker.stuck)
                .count());
        moreReady.accept(now - ready);
        ready = now;
        if (anyReady()) {
            listener.ready();
        }
    }

    /** Has a spare serve in its place, as long as a script on it does not stop. */
    void suspend(PoolWorker worker) {
        if (worker.state == State.READY && !worker.stuck) {
            worker.stuck = true;
            worker.active = false;
            promote();
        }
    }

    /** That script has stopped after all. */
    void resume(PoolWorker worker) {
        if (worker.stuck) {
            worker.stuck = false;
            promote();
        }
    }

    /** Gives it no more scripts; it ends when those that it holds have. */
    void retire(PoolWorker worker, String reason) {
        if (worker.state == State.READY) {
            LOG.info("{} retires: {}", worker, reason);
            worker.state = State.RETIRING;
            promote();
            fillUp();
        }
        settle(worker);
    }

    /** To be called when a worker holds less than before: one that retires may be free to go. */
    void settle(PoolWorker worker) {
        if (worker.state == State.RETIRING && worker.held.isEmpty()) {
            worker.kill("it has retired");
        }
    }

    /** Ends it at once; what it holds is settled when it is gone, or soon. */
    void kill(PoolWorker worker, String reason) {
        boolean serving = worker.state == State.READY;
        if (!worker.killed) {
            worker.killed = true;
            loop.schedule(ENDS_WITHIN, () -> giveUp(worker, reason));
        }
        worker.kill(reason);
        if (serving) {
            promote();
            fillUp();
        }
    }

    private void giveUp(PoolWorker worker, String reason) {
        if (worker.state != State.GONE) {
            listener.givenUp(worker, new Launcher.Death(reason, false));
        }
    }

    private void onGone(PoolWorker worker, Launcher.Death death) {
        boolean wanted = worker.state != State.RETIRING || worker.killed || !worker.held.isEmpty();
        worker.state = State.GONE;
        workers.remove(worker);
        graveyard.add(worker, death.reason(), wanted && !closing, time.nanos());
        if (wanted && !closing) {
            counters.workersLost.increment();
            LOG.warn("{} is gone: {}", worker, death.reason());
        }
        listener.gone(worker, death);
        promote();
        if (!closing) {
            replace(worker, death);
        }
    }

    private void replace(PoolWorker worker, Launcher.Death death) {
        if (worker.wasReady) {
            fillUp();
            return;
        }
        Duration pause = backOff.failed();
        lastFailure = death.reason();
        hopeless().ifPresent(listener::hopeless);
        if (!restartPending) {
            restartPending = true;
            loop.schedule(pause, () -> {
                restartPending = false;
                fillUp();
            });
        }
    }

    private void ping() {
        if (closing) {
            return;
        }
        for (PoolWorker worker : all()) {
            if (worker.state == State.READY && worker.pingsUnanswered >= PINGS_UNANSWERED) {
                kill(
                        worker,
                        "it gave no sign of life for "
                                + PING_EVERY.multipliedBy(PINGS_UNANSWERED).toSeconds() + " s");
            } else if (worker.state == State.READY) {
                worker.pingsUnanswered++;
                worker.send(new Message.Ping(worker.number));
            }
        }
        loop.schedule(PING_EVERY, this::ping);
    }

    /** Kills all and starts none from now on. */
    void close() {
        closing = true;
        all().forEach(worker -> worker.kill("Vivarium closes"));
    }

    /** Brings what a launcher says into the event loop. */
    private final class ToLoop implements Launcher.Listener {

        private final PoolWorker worker;
        private final Semaphore room = new Semaphore(MESSAGES_WAITING);

        ToLoop(PoolWorker worker) {
            this.worker = worker;
        }

        @Override
        public void ready(List<String> walls) {
            loop.add(() -> onReady(worker, walls));
        }

        @Override
        public void message(Message.FromWorker message) {
            if (loop.runAtOnce(() -> listener.message(worker, message))) {
                return;
            }
            room.acquireUninterruptibly();
            loop.add(() -> {
                room.release();
                listener.message(worker, message);
            });
        }

        @Override
        public void gone(Launcher.Death death) {
            loop.add(() -> onGone(worker, death));
        }
    }
}
