package dev.vivarium.engine.admit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Waiting work, one line for each owner; owners take turns, so a thousand tasks of one delay another's only one by a
 * single turn. Used by one thread.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {

    /** The owner whose turn is next comes first. Owners with nothing waiting are not kept. */
    private final SequencedMap<String, Deque<T>> lines = new LinkedHashMap<>();

    private int size;

    /** Appends to the owner's line. */
    public void add(String owner, T waiting) {
        lines.computeIfAbsent(owner, _ -> new ArrayDeque<>()).addLast(waiting);
        size++;
    }

    /** Puts work back at the head of its owner's line, and the owner first: it has waited its turn already. */
    public void putBack(String owner, T waiting) {
        Deque<T> line = lines.getOrDefault(owner, new ArrayDeque<>());
        line.addFirst(waiting);
        lines.putFirst(owner, line);
        size++;
    }

    /** The next in turn, or null if nothing waits. */
    public @Nullable T poll() {
        Map.Entry<String, Deque<T>> first = lines.pollFirstEntry();
        if (first == null) {
            return null;
        }
        T next = first.getValue().removeFirst();
        if (!first.getValue().isEmpty()) {
            lines.putLast(first.getKey(), first.getValue());
        }
        size--;
        return next;
    }

    /** How much waits in all. */
    public int size() {
        return size;
    }
}
