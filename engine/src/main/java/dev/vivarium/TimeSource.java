package dev.vivarium;

import java.time.Duration;

/**
 * Where time comes from: a clock that only ever moves forward, and a timer. Tests give one that they advance
 * themselves. Safe for use by any thread.
 */
public interface TimeSource {

    /** The machine's own clock, with one timer thread for all who ask: for hosts that have a loop of their own. */
    static TimeSource system() {
        return VivariumBuilder.provider().systemTime();
    }

    /** Nanoseconds since some fixed moment; only differences mean anything. */
    long nanos();

    /**
     * Runs {@code action} once after {@code delay}. The action must be short and must not block: all timers may share
     * one thread.
     *
     * @return a handle that keeps the action from running, if it has not begun
     */
    Cancellation schedule(Duration delay, Runnable action);

    /** Undoes something that was asked for. */
    @FunctionalInterface
    interface Cancellation {
        /** Undoes it, if it is not too late; does nothing otherwise. */
        void cancel();
    }
}
