package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Message.Rules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps fresh contexts made ahead of time, by a thread of its own: a few, more as long as there are sometimes too few, and
 * as many as it may in a worker that has exercised and that nobody has needed for a while. Safe for use by any thread.
 */
final class ReadyContexts implements AutoCloseable {

    private static final int LEAST = 2;

    /** All that live are copied by each collection until they are old: with 12 these took 80 ms, with 4 they take 15. */
    private static final int MOST = 4;

    /**
     * How many are made at a time while a script waits for one. Where to make one takes as long as until the next is wanted,
     * one thread alone never catches up.
     */
    private static final int MOST_UNDER_WAY = 2;

    /** How long one must have been left over, whoever took some, until one less is kept. */
    private static final Duration CALM = Duration.ofSeconds(10);

    private static final Duration LEISURE = Duration.ofSeconds(1);

    /** How often it looks whether there is leisure now, as long as that would give it something to do. */
    private static final long LOOK_FOR_LEISURE_MILLIS = 100;

    /** What a context keeps, and what comes to be with it and is not collected at once; measured, and rounded up. */
    private static final long CONTEXT_BYTES = 4L << 20;

    /** The same for each module that is imported ahead, with those that it imports itself. */
    private static final long MODULE_BYTES = 2L << 20;

    private final GuestEngine engine;
    private final TimeSource time;
    private final Deque<GuestContext> ready = new ArrayDeque<>();
    private int target = LEAST;

    /** How many were left when the most were taken, since {@link #countedFromNanos}. */
    private int fewest = MOST;

    private long countedFromNanos;
    private long takenNanos;
    private @Nullable Rules rulesOfLast;
    private final PopularImports imports = new PopularImports();

    /** The name of threads that make contexts; null as long as there are none. */
    private @Nullable String makerName;

    /** How many are being made by such threads. */
    private int underWay;

    private boolean closed;
    private final AtomicLong bytesMade = new AtomicLong();

    ReadyContexts(GuestEngine engine, TimeSource time) {
        this.engine = engine;
        this.time = time;
        countedFromNanos = time.nanos();
    }

    /**
     * Begins to make contexts. Until then each is made when it is asked for.
     *
     * @param beforehand is run by the thread that makes them, before anything else
     * @param exercise what it does when no context is wanted
     */
    void start(String threadName, Runnable beforehand, Exercise exercise) {
        synchronized (this) {
            makerName = threadName + "-maker";
        }
        Thread.ofPlatform().daemon().name(threadName).start(() -> {
            beforehand.run();
            make(threadName + "-maker", exercise);
        });
    }

    /** Makes one on the calling thread, which must end soon: see {@link #make}. */
    void makeOne() {
        making().run();
    }

    /**
     * What a thread of its own does.
     *
     * @param isAwaited whether it makes a context, and the next one is to wait for that
     */
    private record Work(Runnable run, boolean isAwaited) {}

    /**
     * A thread for each context: GraalPy, when it closes a context, waits for all living threads that ever were in it,
     * for 15 ms each. Nobody waits for one that exercises: it goes after everybody else, and beside scripts that compute
     * it takes as long as they do.
     */
    private void make(String name, Exercise exercise) {
        try {
            Optional<Work> work = await(exercise);
            while (work.isPresent()) {
                Thread maker = startMaker(name, work.get().run());
                if (work.get().isAwaited()) {
                    maker.join();
                }
                work = await(exercise);
            }
        } catch (InterruptedException nobodysBusiness) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A runtime that can make no context any more won't learn to: the next script finds that out, and its worker is
     * replaced. To try again and again would only keep a processor busy.
     */
    private Thread startMaker(String name, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .uncaughtExceptionHandler((_, _) -> close())
                .start(work);
    }

    /** Waits for something to do; empty when this is closed. */
    private synchronized Optional<Work> await(Exercise exercise) throws InterruptedException {
        while (!closed && ready.size() >= wanted(exercise) && !(isCalm() && exercise.isOpportune())) {
            wait(hasWorkForLeisure(exercise) ? LOOK_FOR_LEISURE_MILLIS : 0);
        }
        if (closed) {
            return Optional.empty();
        }
        if (ready.size() >= wanted(exercise)) {
            bytesMade.addAndGet(CONTEXT_BYTES);
            exercise.begin();
            return Optional.of(new Work(() -> run(exercise), false));
        }
        exercise.spare();
        return Optional.of(new Work(making(), true));
    }

    /** What is to make one, which counts as under way from now on. */
    private synchronized Runnable making() {
        Rules likely = rulesOfLast;
        List<String> modules = likely == null ? List.of() : imports.popular(likely);
        bytesMade.addAndGet(CONTEXT_BYTES + MODULE_BYTES * modules.size());
        underWay++;
        return () -> keep(madeFor(likely, modules));
    }

    private void run(Exercise exercise) {
        exercise.run();
        synchronized (this) {
            exercise.end();
            notifyAll();
        }
    }

    private GuestContext madeFor(@Nullable Rules rules, List<String> modules) {
        GuestContext made = engine.newContext();
        if (rules != null) {
            made.obey(rules);
            made.importAhead(modules);
        }
        return made;
    }

    /**
     * How many there should be. A spare takes over from a worker beside a script that does not stop, which leaves it little
     * time to make more: what comes in a burst then is served by those that were made at leisure. Before a worker has
     * exercised these would take long to make, and hold up others that start; one that does not exercise is not to
     * have more than it needs.
     */
    private int wanted(Exercise exercise) {
        return isCalm() && exercise.isDone() ? MOST : target;
    }

    private boolean hasWorkForLeisure(Exercise exercise) {
        return exercise.isWanted() || (exercise.isDone() && ready.size() < MOST);
    }

    /** Whether nobody has wanted a context for a while: who exercises then is in nobody's way. */
    private boolean isCalm() {
        return time.nanos() - takenNanos > LEISURE.toNanos();
    }

    private synchronized void keep(GuestContext made) {
        ready.addLast(made);
        underWay--;
        notifyAll();
    }

    /**
     * As {@link #take()}, for a script with the text {@code source}; the next ones are made for such scripts, with what
     * they mostly import: none of them is to wait for it.
     */
    GuestContext take(Rules rules, String source) {
        imports.ran(source, rules);
        synchronized (this) {
            rulesOfLast = rules;
        }
        GuestContext made = poll();
        return made == null ? madeFor(rules, imports.popular(rules)) : made;
    }

    /** A fresh context: one made ahead, or the first that is ready, or a new one if nobody makes any. */
    GuestContext take() {
        GuestContext made = poll();
        return made == null ? engine.newContext() : made;
    }

    /** How many wait. */
    synchronized int size() {
        return ready.size();
    }

    private synchronized @Nullable GuestContext poll() {
        GuestContext made = ready.pollFirst();
        long nanos = time.nanos();
        takenNanos = nanos;
        fewest = Math.min(fewest, ready.size());
        if (made == null) {
            target = Math.min(MOST, target + 1);
            countFrom(nanos);
        } else if (nanos - countedFromNanos > CALM.toNanos()) {
            // Not as soon as nobody has missed one for a while: the next one would be missed, and so on.
            target = fewest > 0 ? Math.max(LEAST, target - 1) : target;
            countFrom(nanos);
        }
        notifyAll();
        return made == null ? awaitFirst() : made;
    }

    /**
     * The first that is ready, whoever makes it: the one that is under way mostly is before one that is only begun. That one
     * is begun as well, with the calling thread's priority, and left for the next script. Null if nobody makes any.
     */
    private synchronized @Nullable GuestContext awaitFirst() {
        String name = makerName;
        boolean interrupted = false;
        while (name != null && !closed && ready.isEmpty()) {
            if (underWay < MOST_UNDER_WAY) {
                startMaker(name, making());
            }
            try {
                wait();
            } catch (InterruptedException tooEarly) {
                // As who makes one, who waits for one can't be stopped.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ready.pollFirst();
    }

    private void countFrom(long nanos) {
        fewest = MOST;
        countedFromNanos = nanos;
    }

    /** How many bytes of the heap all contexts that were made ahead may have taken: no script's own. */
    long bytesMade() {
        return bytesMade.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
