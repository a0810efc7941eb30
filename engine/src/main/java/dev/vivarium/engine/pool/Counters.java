package dev.vivarium.engine.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the pools of one engine count. Safe for use by any thread. */
public final class Counters {

    /** Workers started, replacements included. */
    public final LongAdder workersStarted = new LongAdder();

    /** Workers that died or were killed while they were wanted. */
    public final LongAdder workersLost = new LongAdder();

    /** Results that came when the task's outcome was settled already. */
    public final LongAdder lateResults = new LongAdder();

    /** Workers that are up now. */
    public final AtomicInteger workersReady = new AtomicInteger();

    /** Workers that compile Python and are up now. */
    public final AtomicInteger peakWorkersReady = new AtomicInteger();
}
