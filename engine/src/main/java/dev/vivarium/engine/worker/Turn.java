package dev.vivarium.engine.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One script of a worker computes at a time; this decides which. First come, first served; a script that waits for
 * something gives its turn away and queues again afterwards. Safe for use by any thread.
 */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Seat> waiting = new ArrayDeque<>();
    private final Runnable onTaken;

    /** Changed under the lock, read without. */
    private volatile @Nullable Seat holder;

    /** @param onTaken called whenever somebody has got the turn; must not block */
    Turn(Runnable onTaken) {
        this.onTaken = onTaken;
    }

    /** Whether somebody has the turn. */
    boolean isTaken() {
        return holder != null;
    }

    /** A place at the table for one script. */
    Seat join() {
        return new Seat();
    }

    private void passOn() {
        Seat next = waiting.poll();
        holder = next;
        if (next != null) {
            next.changed.signalAll();
        }
    }

    /** One script's claim to the turn. Its own thread takes and gives; any thread may wake or stop it. */
    final class Seat {

        private final Condition changed = lock.newCondition();
        private boolean awake;
        private boolean stopped;

        /** Waits for the turn. Comes back at once, without it, when the script is stopped. */
        void take() {
            lock.lock();
            try {
                if (holder == null && waiting.isEmpty()) {
                    holder = this;
                } else {
                    waiting.add(this);
                }
                while (holder != this && !stopped) {
                    changed.awaitUninterruptibly();
                }
                waiting.remove(this);
            } finally {
                lock.unlock();
            }
            onTaken.run();
        }

        /** Gives the turn to whoever waits longest; does nothing without it. */
        void give() {
            lock.lock();
            try {
                if (holder == this) {
                    passOn();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Waits, without the turn, until {@link #wake} or {@link #stop}. */
        void rest() {
            lock.lock();
            try {
                while (!awake && !stopped) {
                    changed.awaitUninterruptibly();
                }
                awake = false;
            } finally {
                lock.unlock();
            }
        }

        /** Ends the present or the next {@link #rest}. */
        void wake() {
            lock.lock();
            try {
                awake = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Forgets every {@link #wake} so far: whoever calls this looks at what they were for. */
        void forgetWakes() {
            lock.lock();
            try {
                awake = false;
            } finally {
                lock.unlock();
            }
        }

        /** From now on nothing here waits. */
        void stop() {
            lock.lock();
            try {
                stopped = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Whether it has the turn. */
        boolean isHolder() {
            return holder == this;
        }

        /** Whether {@link #stop} was called. */
        boolean isStopped() {
            lock.lock();
            try {
                return stopped;
            } finally {
                lock.unlock();
            }
        }
    }
}
