package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host objects that one task has come to know, by number. Only what is in here can a script name. Safe for use by
 * any thread.
 */
final class HostObjects {

    /** A script that asks for ever more objects keeps them from being collected: not for more than so many. */
    private static final int MOST = 100_000;

    private final Map<Long, Object> objects = new HashMap<>();
    private final IdentityHashMap<Object, Face> faces = new IdentityHashMap<>();

    /** The object with that number, or null. */
    synchronized @Nullable Object get(long number) {
        return objects.get(number);
    }

    /** What the script gets for {@code object}: always the same. */
    synchronized Face introduce(String label, Object object) {
        Face known = faces.get(object);
        if (known != null) {
            return known;
        }
        if (faces.size() == MOST) {
            throw new CapabilityException("RuntimeError", "the script knows " + MOST + " objects already");
        }
        long number = faces.size() + 1L;
        Face face = Exported.of(object.getClass()).face(number, label);
        objects.put(number, object);
        faces.put(object, face);
        return face;
    }

    /**
     * A copy of {@code value} that can be sent to the script: plain data, and faces for objects that export something.
     *
     * @param what names it in errors, and objects in it to the script
     * @throws IllegalArgumentException if something in it is neither
     */
    @Nullable
    Object outward(String what, @Nullable Object value) {
        Object listed = value instanceof Iterator<?> iterator ? list(iterator) : value;
        return Values.copy(what, listed, Limits.DEEPEST_VALUE, other -> {
            if (Exported.of(other.getClass()).isEmpty()) {
                return null;
            }
            return introduce(what, other);
        });
    }

    private static List<@Nullable Object> list(Iterator<?> iterator) {
        List<@Nullable Object> items = new ArrayList<>();
        while (iterator.hasNext()) {
            items.add(iterator.next());
            if (items.size() > MOST) {
                throw new CapabilityException("ValueError", "more than " + MOST + " items");
            }
        }
        return items;
    }

    /** For a script that has left. */
    synchronized void clear() {
        objects.clear();
        faces.clear();
    }
}
