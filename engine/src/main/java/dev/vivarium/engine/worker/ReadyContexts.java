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
        Thread.ofPlatform().daemon().name(threadName).start(() -> {
            beforehand.run();
            make(threadName + "-maker", exercise);
        });
    }

    /** Makes one on the calling thread, which must end soon: see {@link #make}. */
    void makeOne() {
        bytesMade.addAndGet(CONTEXT_BYTES);
        keep(engine.newContext());
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
    private void make(String makerName, Exercise exercise) {
        try {
            Optional<Work> work = await(exercise);
            while (work.isPresent()) {
                // A runtime that can make no context any more won't learn to: the next script finds that out, and its
                // worker is replaced. To try again and again would only keep a processor busy.
                Thread maker = Thread.ofPlatform()
                        .daemon()
                        .name(makerName)
                        .uncaughtExceptionHandler((_, _) -> close())
                        .start(work.get().run());
                if (work.get().isAwaited()) {
                    maker.join();
                }
                work = await(exercise);
            }
        } catch (InterruptedException nobodysBusiness) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to do; empty when this is closed. */
    private synchronized Optional<Work> await(Exercise exercise) throws InterruptedException {
        while (!closed && ready.size() >= wanted(exercise) && !(isCalm() && exercise.isOpportune())) {
            wait(hasWorkForLeisure(exercise) ? LOOK_FOR_LEISURE_MILLIS : 0);
        }
        if (closed) {
            return Optional.empty();
        }
        bytesMade.addAndGet(CONTEXT_BYTES);
        if (ready.size() >= wanted(exercise)) {
            exercise.begin();
            return Optional.of(new Work(() -> run(exercise), false));
        }
        exercise.spare();
        Rules likely = rulesOfLast;
        if (likely == null) {
            return Optional.of(new Work(() -> keep(engine.newContext()), true));
        }
        List<String> modules = imports.popular(likely);
        bytesMade.addAndGet(MODULE_BYTES * modules.size());
        return Optional.of(new Work(() -> keep(madeFor(likely, modules)), true));
    }

    private void run(Exercise exercise) {
        exercise.run();
        synchronized (this) {
            exercise.end();
            notifyAll();
        }
    }

    private GuestContext madeFor(Rules rules, List<String> modules) {
        GuestContext made = engine.newContext();
        made.obey(rules);
        made.importAhead(modules);
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

    /** A fresh context: one made ahead if there is one, and else a new one made by the calling thread. */
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
        return made;
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
