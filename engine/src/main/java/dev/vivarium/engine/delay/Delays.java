package dev.vivarium.engine.delay;

import dev.vivarium.Delay;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The delays of one Vivarium that live as long as it does. Safe for use by any thread. */
public final class Delays {

    /** How long a delay that was cancelled can still be called by hand, from its time on: Evennia's stale timeout. */
    static final Duration STALE_AFTER = Duration.ofSeconds(60);

    private final TimeSource time;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, HostDelay> existing = new ConcurrentSkipListMap<>();
    private volatile boolean closed;

    /** With none yet. */
    public Delays(TimeSource time) {
        this.time = time;
    }

    /**
     * Makes one.
     *
     * @param owner empty for the host's own
     * @param action the call; run by a thread of the clock's, so it must not block
     * @param atEnd told once when it is over, however that came
     */
    public Delay add(String owner, String name, Duration delay, Action action, Runnable atEnd) {
        HostDelay made = new HostDelay(ids.incrementAndGet(), owner, name, action, over -> {
            existing.remove(over.id());
            atEnd.run();
        });
        existing.put(made.id(), made);
        made.start(time, delay);
        if (closed) {
            made.remove();
        }
        return made;
    }

    /** The delay with that number, if it exists. */
    public Optional<Delay> find(long id) {
        return Optional.ofNullable(existing.get(id));
    }

    /** Ends {@code delay}, whose call somebody else makes; false if it was over. */
    public boolean done(Delay delay) {
        return delay instanceof HostDelay host && host.done();
    }

    /** Those that exist, oldest first. */
    public List<Delay> all() {
        return List.copyOf(existing.values());
    }

    /** Removes all. */
    public void close() {
        closed = true;
        existing.values().forEach(HostDelay::remove);
    }

    /** What a delay does when its time has come. */
    @FunctionalInterface
    public interface Action {
        /** Begins to do it. */
        @Nullable
        Object begin();
    }
}
