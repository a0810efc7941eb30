package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.value.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts values together out of leaves and containers, as they come in order. Used by one thread. */
final class ValueTree {

    private record Open(Operation kind, List<@Nullable Object> items) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Object root;
    private boolean complete;

    /** Adds a scalar, or a container that is whole. */
    void add(@Nullable Object value) {
        Open parent = open.peek();
        if (parent != null) {
            parent.items().add(value);
        } else if (complete) {
            throw new Unreturnable("value", "two values came where one was expected");
        } else {
            root = value;
            complete = true;
        }
    }

    /** Begins a container. */
    void open(Operation kind) {
        open.push(new Open(kind, new ArrayList<>()));
    }

    /** Ends the innermost container. */
    void close() {
        Open done = open.poll();
        if (done == null) {
            throw new Unreturnable("value", "a container was closed that was not open");
        }
        add(container(done.kind(), done.items()));
    }

    /** How many containers are open. */
    int depth() {
        return open.size();
    }

    /** How many items the innermost open container has; in a dict, keys. */
    int width() {
        Open innermost = open.peek();
        if (innermost == null) {
            return 0;
        }
        return innermost.kind() == Operation.DICT
                ? innermost.items().size() / 2
                : innermost.items().size();
    }

    /** The value, once it is whole. */
    @Nullable
    Object root() {
        if (!complete || !open.isEmpty()) {
            throw new Unreturnable("value", "the value is not whole");
        }
        return root;
    }

    private static Object container(Operation kind, List<@Nullable Object> items) {
        return switch (kind) {
            case LIST -> Collections.unmodifiableList(items);
            case TUPLE -> Tuple.copyOf(items);
            case SET -> set(items);
            case DICT -> dict(items);
            default -> throw new IllegalStateException("no container: " + kind);
        };
    }

    private static Set<@Nullable Object> set(List<@Nullable Object> items) {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object item : items) {
            set.add(key(item));
        }
        return Collections.unmodifiableSet(set);
    }

    private static Map<@Nullable Object, @Nullable Object> dict(List<@Nullable Object> items) {
        if (items.size() % 2 != 0) {
            throw new Unreturnable("value", "a dict has a key without a value");
        }
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(key(items.get(i)), items.get(i + 1));
        }
        return Collections.unmodifiableMap(dict);
    }

    /** Java finds no byte[] again, and lists and dicts can't be keys in Python either. */
    private static @Nullable Object key(@Nullable Object key) {
        switch (key) {
            case null -> {}
            case byte[] _ -> throw new Unreturnable("type", "bytes can't be a dict key or a set member here");
            case Tuple tuple -> tuple.forEach(ValueTree::key);
            case List<?> _, Map<?, ?> _ -> throw new Unreturnable("type", "a list or dict can't be a key");
            case Message.Known _, Message.Function _ ->
                throw new Unreturnable("type", "a capability or function can't be a key here");
            default -> {}
        }
        return key;
    }
}
