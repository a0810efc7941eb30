package dev.vivarium.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A Python tuple on the Java side: an immutable list that crosses as a tuple and not as a list, so it may be a
 * dictionary key or a member of a set. Equal to any {@link List} with the same items, as {@link List} demands.
 */
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {

    private final List<@Nullable Object> items;

    private Tuple(List<@Nullable Object> items) {
        this.items = items;
    }

    /** The tuple of {@code items}, each of which may be null (Python's None). */
    public static Tuple of(@Nullable Object... items) {
        return copyOf(Arrays.asList(items));
    }

    /** A tuple with a copy of {@code items}. */
    public static Tuple copyOf(List<? extends @Nullable Object> items) {
        return new Tuple(Collections.unmodifiableList(new ArrayList<>(items)));
    }

    @Override
    public @Nullable Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public String toString() {
        String inner = super.toString();
        return "(" + inner.substring(1, inner.length() - 1) + (size() == 1 ? ",)" : ")");
    }
}
