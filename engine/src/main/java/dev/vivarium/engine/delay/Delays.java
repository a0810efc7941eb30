package dev.vivarium.engine.delay;

import dev.vivarium.Delay;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The delays of one Vivarium: those that live as long as it does, and those that are stored. Safe for use by any thread. */
public final class Delays {

    /** How long a delay that was cancelled can still be called by hand, from its time on: Evennia's stale timeout. */
    static final Duration STALE_AFTER = Duration.ofSeconds(60);

    private final TimeSource time;
    private final Optional<StoredDelays> stored;
    private final LongSupplier ids;
    private final Map<Long, HostDelay> existing = new ConcurrentSkipListMap<>();
    private volatile boolean closed;

    /**
     * With none yet but what is stored.
     *
     * @param stored those that outlive this; empty if nothing does
     */
    public Delays(TimeSource time, Optional<StoredDelays> stored) {
        this.time = time;
        this.stored = stored;
        ids = stored.<LongSupplier>map(known -> known::nextId).orElseGet(() -> new AtomicLong()::incrementAndGet);
    }

    /** Those that outlive this; empty if nothing can be stored. */
    public Optional<StoredDelays> stored() {
        return stored;
    }

    /**
     * Makes one.
     *
     * @param owner empty for the host's own
     * @param action the call; run by a thread of the clock's, so it must not block
     * @param atEnd told once when it is over, however that came
     */
    public Delay add(String owner, String name, Duration delay, Action action, Runnable atEnd) {
        HostDelay made = new HostDelay(time, ids.getAsLong(), owner, name, action, over -> {
            existing.remove(over.id());
            atEnd.run();
        });
        existing.put(made.id(), made);
        made.start(delay);
        if (closed) {
            made.remove();
        }
        return made;
    }

    /** The delay with that number, if it exists; a stored one also for some minutes after its end. */
    public Optional<Delay> find(long id) {
        return Optional.<Delay>ofNullable(existing.get(id)).or(() -> stored.flatMap(known -> known.find(id)));
    }

    /** Ends {@code delay}, whose call somebody else makes; false if it was over. */
    public boolean done(Delay delay) {
        return delay instanceof HostDelay host && host.done();
    }

    /** Those that exist, oldest first. */
    public List<Delay> all() {
        return Stream.concat(existing.values().stream(), stored.stream().flatMap(known -> known.all().stream()))
                .sorted(Comparator.comparingLong(Delay::id))
                .toList();
    }

    /** Removes all that are not stored. */
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
