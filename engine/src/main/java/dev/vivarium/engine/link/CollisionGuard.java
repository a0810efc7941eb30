package dev.vivarium.engine.link;

import dev.vivarium.value.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a hash table from being filled with keys that were chosen to have the same hash code. Java's tables stay fast
 * then only for keys of one comparable class, and a worker could send tuples: a million of them, each compared with
 * all the others, would keep the host busy for hours. So would a few sets, if comparing two of them means to compare
 * each member of the one with each of the other.
 */
final class CollisionGuard {

    /** Grids of small numbers, the worst that honest scripts use as keys, have some dozens of equal hash codes. */
    static final int MOST_ALIKE = 1_000;

    private final Collection<?> present;
    private final Comparisons comparisons;
    private final Map<Integer, Alike> compounds = new HashMap<>();
    private @Nullable Map<Integer, Integer> alike;

    /** Tuples and sets among the keys that may be equal, by hash code and size, and all that is in them. */
    private record Alike(long keys, long items) {}

    /** For a table that has the keys {@code present}, a live view. */
    CollisionGuard(Collection<?> present, Comparisons comparisons) {
        this.present = present;
        this.comparisons = comparisons;
    }

    /**
     * To be called before {@code key} is looked up.
     *
     * @param items how many scalars and containers it is made of
     */
    void check(@Nullable Object key, long items) throws ProtocolException {
        if (key instanceof Collection<?> compound) {
            compare(compound, items);
        }
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

    private void compare(Collection<?> key, long items) throws ProtocolException {
        int slot = 31 * key.hashCode() + key.size();
        Alike before = compounds.getOrDefault(slot, new Alike(0, 0));
        comparisons.charge(items * (hasSet(key) ? before.items() : before.keys()));
        compounds.put(slot, new Alike(before.keys() + 1, before.items() + items));
    }

    /** Tuples are compared item by item; in sets with equal hash codes each member is looked for among all. */
    private static boolean hasSet(@Nullable Object key) {
        return switch (key) {
            case Set<?> _ -> true;
            case Tuple tuple -> tuple.stream().anyMatch(CollisionGuard::hasSet);
            case null, default -> false;
        };
    }
}
