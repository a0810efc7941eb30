package dev.vivarium.engine.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a hash table from being filled with keys that were chosen to have the same hash code. Java's tables stay fast
 * then only for keys of one comparable class, and a worker could send tuples: a million of them, each compared with
 * all the others, would keep the host busy for hours.
 */
final class CollisionGuard {

    /** Grids of small numbers, the worst that honest scripts use as keys, have some dozens of equal hash codes. */
    static final int MOST_ALIKE = 1_000;

    private final Collection<?> present;
    private @Nullable Map<Integer, Integer> alike;

    /** For a table that has the keys {@code present}, a live view. */
    CollisionGuard(Collection<?> present) {
        this.present = present;
    }

    /** To be called before {@code key} is looked up. */
    void check(@Nullable Object key) throws ProtocolException {
        if (present.size() < MOST_ALIKE) {
            return;
        }
        Map<Integer, Integer> counts = alike;
        if (counts == null) {
            counts = new HashMap<>();
            alike = counts;
            for (Object earlier : present) {
                counts.merge(Objects.hashCode(earlier), 1, Integer::sum);
            }
        }
        if (counts.merge(Objects.hashCode(key), 1, Integer::sum) > MOST_ALIKE) {
            throw new ProtocolException("more than " + MOST_ALIKE + " keys have the same hash code");
        }
    }
}
