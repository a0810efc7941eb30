package dev.vivarium.engine.step;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.capability.Pace;
import dev.vivarium.engine.pool.Pool;
import dev.vivarium.engine.task.HostTask;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The cooperative scripts of one Vivarium. Their steps run in a worker, one at a time, and begin only while a thread of
 * the host's is in {@link #step}; that thread makes all their calls to capabilities meanwhile. So it waits for no script
 * longer than it wants to, however long a step takes. Safe for use by any thread.
 *
 * <p>Who holds the lock calls nothing that blocks or asks for the lock of a task.
 */
public final class Steps implements Executor {

    private final TimeSource time;
    final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // ---- guarded by the lock ------------------------------------------------------------------------------------

    /** Calls to capabilities that wait for the host's thread. */
    private final Deque<Runnable> effects = new ArrayDeque<>();

    /** Those with a step that may begin, who has waited longest first. */
    private final Set<Paced> ready = new LinkedHashSet<>();

    /** How many steps go on by themselves now: the next does not begin before they are over, or wait for something. */
    private int moving;

    private int notBegun;
    private long ended;
    private long rounds;
    private @Nullable Thread stepper;
    private boolean workerAsked;
    private boolean workerUp;
    private boolean closed;

    /** @param time by which budgets are kept */
    public Steps(TimeSource time) {
        this.time = time;
    }

    /** That of a new task. */
    public Pace newPace() {
        return new Paced(this);
    }

    /** Keeps a call to a capability for the host's thread. After the end of all scripts nobody wants one made. */
    @Override
    public void execute(Runnable effect) {
        lock.lock();
        try {
            if (!closed) {
                effects.add(effect);
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has {@code task}, which has a pace from here, begin with one of the next steps.
     *
     * @return false if this is closed
     */
    public boolean begin(HostTask task, Pool pool) {
        lock.lock();
        try {
            if (!workerAsked) {
                workerAsked = true;
                // If none can be started, the pool has its own word for those who begin.
                pool.whenReady().whenComplete((_, _) -> workerIsUp());
            }
            return !closed && ((Paced) task.capabilities().pace()).begin(task, () -> pool.submit(task));
        } finally {
            lock.unlock();
        }
    }

    private void workerIsUp() {
        lock.lock();
        try {
            workerUp = true;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks have not begun. */
    public int notBegun() {
        lock.lock();
        try {
            return notBegun;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets each task that has something to do take one step, and makes what calls to capabilities come meanwhile, on
     * this thread.
     *
     * @return how many steps have ended
     * @throws IllegalArgumentException if {@code budget} is not positive
     * @throws IllegalStateException if a thread is here already, be it this one
     */
    public int step(Duration budget) {
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("the budget of a step must be positive, not " + budget);
        }
        Round round = enter(budget);
        try {
            Runnable effect = nextEffect(round);
            while (effect != null) {
                effect.run();
                effect = round.isOver() ? null : nextEffect(round);
            }
        } finally {
            leave(round);
        }
        return endedIn(round);
    }

    private Round enter(Duration budget) {
        lock.lock();
        try {
            if (Thread.currentThread().equals(stepper)) {
                throw new IllegalStateException(
                        "step was called from within itself, by what a script has called: only the loop may call it");
            }
            if (stepper != null) {
                throw new IllegalStateException(
                        "step is for one thread at a time, and '" + stepper.getName() + "' is in it");
            }
            stepper = Thread.currentThread();
            rounds++;
            return new Round(time, budget, ended);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Round round) {
        lock.lock();
        try {
            stepper = null;
            round.end();
        } finally {
            lock.unlock();
        }
    }

    private int endedIn(Round round) {
        lock.lock();
        try {
            return Math.toIntExact(ended - round.endedBefore);
        } finally {
            lock.unlock();
        }
    }

    /** Lets steps begin, and waits while they go on, until there is a call to make; null when the round is over. */
    private @Nullable Runnable nextEffect(Round round) {
        lock.lock();
        try {
            while (!closed) {
                Runnable effect = effects.poll();
                if (effect != null) {
                    return effect;
                }
                if (round.began && round.isOver()) {
                    return null;
                }
                if (moving == 0) {
                    Paced next = next();
                    if (next == null) {
                        return null;
                    }
                    round.began = true;
                    next.release();
                } else if (round.isOver()) {
                    return null;
                } else {
                    round.wakeAtEnd(this::wake);
                    news.awaitUninterruptibly();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Of those that have had no step in this round, the one that has waited longest; null if there is none. */
    private @Nullable Paced next() {
        for (Iterator<Paced> waiting = ready.iterator(); waiting.hasNext(); ) {
            Paced one = waiting.next();
            if (one.isOver()) {
                waiting.remove();
                continue;
            }
            // Who begins before there is a worker would have the loop wait for that.
            if ((workerUp || one.hasBegun()) && one.takeRound(rounds)) {
                waiting.remove();
                return one;
            }
        }
        return null;
    }

    /**
     * Lets nothing begin from now on, and ends a {@link #step} that goes on.
     *
     * @return the tasks that have not begun, and never will
     */
    public List<HostTask> close() {
        lock.lock();
        try {
            closed = true;
            effects.clear();
            news.signal();
            return ready.stream().flatMap(one -> one.notBegun().stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    // ---- what each of them says, with the lock -------------------------------------------------------------------

    /** {@code one} has a step that may begin. */
    void ready(Paced one) {
        ready.add(one);
    }

    /** {@code one} has none. */
    void notReady(Paced one) {
        ready.remove(one);
    }

    /** There is one more or one less that has not begun. */
    void countNotBegun(int more) {
        notBegun += more;
    }

    /** A step goes on by itself or not, which it did before or not. */
    void moved(boolean before, boolean now) {
        moving += (now ? 1 : 0) - (before ? 1 : 0);
        news.signal();
    }

    /** A step is over. */
    void stepEnded() {
        ended++;
    }

    boolean isClosed() {
        return closed;
    }
}
