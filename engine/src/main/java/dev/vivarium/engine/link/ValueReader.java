package dev.vivarium.engine.link;

import dev.vivarium.value.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds immutable values from what a hostile peer may have sent, within a budget. */
final class ValueReader {

    /** Which stand-ins for things of the other side may be in a value. */
    enum References {
        /** None: it is plain data. */
        NONE,
        /** Faces: it comes from the host. */
        FACES,
        /** Host objects that a script gives back, and functions of the script. */
        GIVEN
    }

    private final ItemReader in;
    private final ValueBudget budget;
    private final References allowed;
    private final Comparisons comparisons = new Comparisons();

    ValueReader(ItemReader in, ValueBudget budget, References allowed) {
        this.in = in;
        this.budget = budget;
        this.allowed = allowed;
    }

    /** The value that starts at the reader's current item. */
    @Nullable
    Object read() throws ProtocolException {
        try {
            return value(0, false);
        } catch (OverBoundsException e) {
            throw new ProtocolException(e.getMessage(), e);
        }
    }

    /**
     * Reads the value at the current item, which lies in {@code depth} containers.
     *
     * @param key whether it is a key, a member of a set, or within one
     */
    private @Nullable Object value(int depth, boolean key) throws ProtocolException {
        budget.item(depth);
        return switch (in.type()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> in.currentInteger();
            case VALUE_NUMBER_FLOAT -> in.currentReal();
            case VALUE_STRING -> in.currentText();
            case VALUE_EMBEDDED_OBJECT -> {
                refuseIf(key, "bytes");
                yield in.currentBytes();
            }
            case START_ARRAY -> compound((int) in.integer("kind of value", Wire.LIST, Wire.FUNCTION), depth, key);
            default -> throw new ProtocolException("a value is a " + in.type());
        };
    }

    private Object compound(int kind, int depth, boolean key) throws ProtocolException {
        return switch (kind) {
            case Wire.LIST -> {
                refuseIf(key, "a list");
                yield frozen(items(depth, false));
            }
            case Wire.TUPLE -> Tuple.copyOf(items(depth, key));
            case Wire.DICT -> {
                refuseIf(key, "a dict");
                yield dict(depth);
            }
            case Wire.SET -> set(depth);
            case Wire.FACE, Wire.KNOWN, Wire.FUNCTION -> {
                refuseIf(key, "a capability or function");
                yield reference(kind);
            }
            default -> moment(kind);
        };
    }

    private Object reference(int kind) throws ProtocolException {
        if (allowed != (kind == Wire.FACE ? References.FACES : References.GIVEN)) {
            throw new ProtocolException("a capability or function where only plain data may be");
        }
        Object reference = switch (kind) {
            case Wire.FACE -> RulesFormat.faceFields(in);
            case Wire.KNOWN -> new Message.Known(in.integer("object"));
            default -> new Message.Function(in.integer("function"));
        };
        in.leave("a capability or function");
        return reference;
    }

    private Object moment(int kind) throws ProtocolException {
        Object moment = switch (kind) {
            case Wire.DATE -> Moments.date(in);
            case Wire.TIME -> Moments.time(in);
            case Wire.DATE_TIME -> Moments.dateTime(in);
            case Wire.OFFSET_TIME -> Moments.offsetTime(in);
            case Wire.OFFSET_DATE_TIME -> Moments.offsetDateTime(in);
            default -> Moments.duration(in);
        };
        in.leave("a date, time or duration");
        return moment;
    }

    private List<@Nullable Object> items(int depth, boolean key) throws ProtocolException {
        List<@Nullable Object> items = new ArrayList<>();
        while (in.next()) {
            budget.width(items.size() + 1L);
            items.add(value(depth + 1, key));
        }
        return items;
    }

    /** Empty lists are the cheapest way to make many objects out of few bytes: they are all one. */
    private static List<@Nullable Object> frozen(List<@Nullable Object> items) {
        return items.isEmpty() ? List.of() : Collections.unmodifiableList(items);
    }

    private Set<@Nullable Object> set(int depth) throws ProtocolException {
        Set<@Nullable Object> members = new LinkedHashSet<>();
        CollisionGuard guard = new CollisionGuard(members, comparisons);
        while (in.next()) {
            budget.width(members.size() + 1L);
            long before = budget.items();
            Object member = value(depth + 1, true);
            guard.check(member, budget.items() - before);
            if (!members.add(member)) {
                throw new ProtocolException("a set has a member twice");
            }
        }
        return Collections.unmodifiableSet(members);
    }

    private Map<@Nullable Object, @Nullable Object> dict(int depth) throws ProtocolException {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        CollisionGuard guard = new CollisionGuard(entries.keySet(), comparisons);
        while (in.next()) {
            budget.width(entries.size() + 1L);
            long before = budget.items();
            Object key = value(depth + 1, true);
            guard.check(key, budget.items() - before);
            if (entries.containsKey(key)) {
                throw new ProtocolException("a dict has a key twice");
            }
            if (!in.next()) {
                throw new ProtocolException("a dict has a key without a value");
            }
            entries.put(key, value(depth + 1, false));
        }
        return Collections.unmodifiableMap(entries);
    }

    private static void refuseIf(boolean key, String what) throws ProtocolException {
        if (key) {
            throw new ProtocolException("a key or member of a set is or contains " + what);
        }
    }
}
