package dev.vivarium.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one run of a script may use up: a bound, or "unlimited" by name, for each of {@link #KEYS}. Immutable. */
public final class Limits {

    /**
     * The deepest nesting of values that any policy may allow: they are walked by recursion on both sides of the link,
     * and this many levels fit every stack that does it.
     */
    public static final int DEEPEST_VALUE = 200;

    /** Wall time. */
    public static final LimitKey<Duration> TIMEOUT = LimitKey.open(
            "timeout",
            Unit.DURATION,
            "wall time from the script's start, waits included, time in the queue not; each later step has it anew");

    /** Processor time. */
    public static final LimitKey<Duration> CPU = LimitKey.open(
            "cpu", Unit.DURATION, "processor time of the script's own thread; each later step has it anew");

    /** Memory. */
    public static final LimitKey<ByteSize> MEMORY =
            LimitKey.open("memory", Unit.SIZE, "what the script keeps in memory, after garbage collection");

    /** Printed bytes. */
    public static final LimitKey<ByteSize> OUTPUT = LimitKey.capped(
            "output", Unit.SIZE, ByteSize.mib(64), "what the script prints, stdout and stderr together, in UTF-8");

    /** Printed lines. */
    public static final LimitKey<Integer> OUTPUT_LINES =
            LimitKey.open("outputLines", Unit.COUNT, "how many lines the script prints");

    /** Calls of {@code _return}. */
    public static final LimitKey<Integer> RETURNS =
            LimitKey.open("returns", Unit.COUNT, "how often the script calls _return");

    /** Bytes of values; they travel in one frame, hence a ceiling. */
    public static final LimitKey<ByteSize> VALUES = LimitKey.capped(
            "values", Unit.SIZE, ByteSize.mib(32), "size of all values given to _return, and of all variables");

    /** Parts of values. */
    public static final LimitKey<Integer> VALUE_ITEMS =
            LimitKey.open("valueItems", Unit.COUNT, "number of scalars and containers in all values given to _return");

    /** Width of a container. */
    public static final LimitKey<Integer> VALUE_WIDTH =
            LimitKey.open("valueWidth", Unit.COUNT, "number of items in one container of a value");

    /** Depth of a value; it is walked by recursion on both sides of the link, hence a ceiling. */
    public static final LimitKey<Integer> VALUE_DEPTH =
            LimitKey.capped("valueDepth", Unit.COUNT, DEEPEST_VALUE, "how deep containers nest in a value");

    /** Source text. */
    public static final LimitKey<ByteSize> SOURCE =
            LimitKey.capped("source", Unit.SIZE, ByteSize.mib(16), "length of the source text in UTF-8");

    /** Nesting of source text. Python itself takes no more than 200 brackets and 100 indents, hence the ceiling. */
    public static final LimitKey<Integer> SOURCE_NESTING = LimitKey.capped(
            "sourceNesting", Unit.COUNT, 200, "how deep brackets and indented blocks nest in the source text");

    /** Depth of calls. It is the size of the script's stack, hence a ceiling. */
    public static final LimitKey<ByteSize> RECURSION = LimitKey.capped(
            "recursion", Unit.SIZE, ByteSize.mib(128), "how much stack nested calls take; a call takes one to two KB");

    /** Calls to capabilities. */
    public static final LimitKey<Integer> CALLS = LimitKey.open("calls", Unit.COUNT, "calls to capabilities in all");

    /** Rate of calls to capabilities. */
    public static final LimitKey<Integer> CALLS_PER_SECOND =
            LimitKey.open("callsPerSecond", Unit.COUNT, "calls to capabilities within any one second");

    /** Time with its host. */
    public static final LimitKey<Duration> LIFETIME = LimitKey.open(
            "lifetime",
            Unit.DURATION,
            "wall time from its start to the last of its delays, dialogues and kept functions");

    /** What goes on beside the script. */
    public static final LimitKey<Integer> PENDING = LimitKey.open(
            "pending", Unit.COUNT, "delays, nested runs and questions at one time, those of nested runs included");

    /** Events. */
    public static final LimitKey<Integer> EVENTS =
            LimitKey.open("events", Unit.COUNT, "events that the script reports in all");

    /** Patience of a question. */
    public static final LimitKey<Duration> ANSWER =
            LimitKey.open("answer", Unit.DURATION, "wall time that a question of the script waits for its answer");

    /** All limits there are, in the order in which people are shown them. */
    public static final List<LimitKey<?>> KEYS = List.of(
            TIMEOUT,
            CPU,
            MEMORY,
            OUTPUT,
            OUTPUT_LINES,
            RETURNS,
            VALUES,
            VALUE_ITEMS,
            VALUE_WIDTH,
            VALUE_DEPTH,
            SOURCE,
            SOURCE_NESTING,
            RECURSION,
            CALLS,
            CALLS_PER_SECOND,
            LIFETIME,
            PENDING,
            EVENTS,
            ANSWER);

    private final Map<LimitKey<?>, Limit<?>> limits;

    private Limits(Map<LimitKey<?>, Limit<?>> limits) {
        this.limits = Collections.unmodifiableMap(limits);
    }

    /** The widest limits there can be: unlimited where that is allowed, and the highest bound elsewhere. */
    public static Limits widest() {
        Map<LimitKey<?>, Limit<?>> limits = new LinkedHashMap<>();
        KEYS.forEach(key -> limits.put(key, widest(key)));
        return new Limits(limits);
    }

    private static <T extends Comparable<? super T>> Limit<T> widest(LimitKey<T> key) {
        return key.highest().map(Limit::of).orElseGet(Limit::unlimited);
    }

    /** The bound on {@code key}. */
    @SuppressWarnings("unchecked") // with() and widest() put in only what fits the key.
    public <T extends Comparable<? super T>> Limit<T> of(LimitKey<T> key) {
        return (Limit<T>) limits.getOrDefault(key, Limit.unlimited());
    }

    /**
     * A copy with another bound on {@code key}.
     *
     * @throws IllegalArgumentException if the bound breaks the key's rules; the message names both
     */
    public <T extends Comparable<? super T>> Limits with(LimitKey<T> key, Limit<T> limit) {
        Map<LimitKey<?>, Limit<?>> changed = new LinkedHashMap<>(limits);
        changed.put(key, key.check(limit));
        return new Limits(changed);
    }

    /** A copy that allows at most {@code most} of {@code key}. */
    public <T extends Comparable<? super T>> Limits with(LimitKey<T> key, T most) {
        return with(key, Limit.of(most));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that && limits.equals(that.limits);
    }

    @Override
    public int hashCode() {
        return limits.hashCode();
    }

    @Override
    public String toString() {
        return limits.toString();
    }
}
