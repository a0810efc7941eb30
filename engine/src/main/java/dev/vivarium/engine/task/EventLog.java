package dev.vivarium.engine.task;

import dev.vivarium.Overflow;
import dev.vivarium.ScriptEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one task. Each listener has its own place in it and reads on from there, so events are kept once,
 * however many listen, and one that is slow costs no memory. Safe for use by any thread.
 */
final class EventLog {

    /** How many events wait for the slowest listener, and for one that comes later. */
    static final int KEPT = 1_000;

    /** How large all of these may be together, as the link would carry them; a single one may be larger. */
    static final long KEPT_BYTES = 1 << 20;

    private record Sized(ScriptEvent event, long bytes) {}

    private record Waiting(String name, @Nullable Object value, long bytes, CompletableFuture<@Nullable Void> taken) {}

    private final Deque<Sized> kept = new ArrayDeque<>();
    private long keptBytes;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<LogReader> readers = new ArrayList<>();
    private long last;
    private boolean closed;

    /** Adds an event. Completes when there was room for it, which may be never: see {@link Overflow#WAIT}. */
    CompletionStage<@Nullable Void> add(String name, @Nullable Object value, long bytes) {
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(new Waiting(name, value, bytes, taken));
        }
        move();
        return taken.minimalCompletionStage();
    }

    /** Takes what waits, as far as there is room, and tells the readers. */
    private void move() {
        List<CompletableFuture<@Nullable Void>> taken = new ArrayList<>();
        List<LogReader> told;
        synchronized (this) {
            Waiting next = waiting.peek();
            while (next != null && makeRoom(next.bytes())) {
                waiting.remove();
                kept.add(new Sized(new ScriptEvent(++last, next.name(), next.value(), 0), next.bytes()));
                keptBytes += next.bytes();
                taken.add(next.taken());
                next = waiting.peek();
            }
            told = List.copyOf(readers);
        }
        told.forEach(LogReader::grown);
        taken.forEach(one -> one.complete(null));
    }

    /** Drops the oldest until one more of that size fits; false if somebody still waits for one that would have to go. */
    private boolean makeRoom(long bytes) {
        while (kept.size() == KEPT || (!kept.isEmpty() && keptBytes + bytes > KEPT_BYTES)) {
            long oldest = firstKept();
            if (readers.stream().anyMatch(reader -> reader.needs(oldest))) {
                return false;
            }
            keptBytes -= kept.remove().bytes();
        }
        return true;
    }

    /** How large what is kept is. */
    synchronized long bytes() {
        return keptBytes;
    }

    /** Begins with the oldest event that is kept. */
    void listen(LogReader reader) {
        synchronized (this) {
            reader.begin(firstKept());
            readers.add(reader);
        }
        reader.grown();
    }

    void leave(LogReader reader) {
        synchronized (this) {
            readers.remove(reader);
        }
        move();
    }

    private long firstKept() {
        return last + 1 - kept.size();
    }

    /** The first event that is kept from number {@code next} on; null if there is none yet. */
    @Nullable
    ScriptEvent from(long next) {
        ScriptEvent found;
        synchronized (this) {
            long first = firstKept();
            if (next > last) {
                return null;
            }
            ScriptEvent event = kept.stream()
                    .skip(Math.max(0, next - first))
                    .findFirst()
                    .orElseThrow()
                    .event();
            found = new ScriptEvent(event.number(), event.name(), event.value(), Math.max(0, first - next));
        }
        return found;
    }

    /** A reader has gone on: there may be room now. */
    void read() {
        boolean some;
        synchronized (this) {
            some = !waiting.isEmpty();
        }
        if (some) {
            move();
        }
    }

    synchronized boolean isOver(long next) {
        return closed && next > last;
    }

    /** No more events come; what waits for room is dropped with the script that waited for it. */
    void close() {
        List<LogReader> told;
        synchronized (this) {
            closed = true;
            waiting.clear();
            told = List.copyOf(readers);
        }
        told.forEach(LogReader::grown);
    }
}
