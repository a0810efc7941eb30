package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.OverBoundsException;
import dev.vivarium.engine.link.UnsendableException;
import dev.vivarium.engine.link.ValueBudget;
import dev.vivarium.engine.link.Wire;
import dev.vivarium.policy.ByteSize;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.policy.Unit;
import dev.vivarium.value.Values;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * Takes what {@code _return} and capabilities are given, operation by operation, and counts it against the task's
 * bounds. A script may call it in any order and with anything, so it trusts nothing; used by the script's thread alone.
 */
final class ValueSink implements ProxyExecutable {

    /** What one scalar or container costs besides its content, about: its header on the link. */
    private static final int ITEM_BYTES = 5;

    private static final Pattern OFFSET = Pattern.compile(".*(?:Z|[+-]\\d\\d:\\d\\d(?::\\d\\d)?)");

    private final Bounds bounds;
    private final List<@Nullable Object> values = new ArrayList<>();
    private ValueTree tree = new ValueTree();

    /** Counts as the host will: a worker whose message goes over the bounds there is ended as a hostile one. */
    private ValueBudget budget;

    private long settledBytes;
    private long settledItems;
    private long bytes;
    private long items;
    private Message.End.@Nullable OverLimit overLimit;

    /** Functions in the value that is under way. */
    private final List<Long> functions = new ArrayList<>();

    /** Whether that value has stand-ins for things which only a capability can take. */
    private boolean hasReferences;

    ValueSink(Bounds bounds) {
        this.bounds = bounds;
        budget = new ValueBudget(bounds);
    }

    /** The values of all calls of {@code _return} that completed, in order. */
    List<@Nullable Object> values() {
        return values;
    }

    /** The value that is whole but was given to no {@code _return}: the arguments of a call. Forgets it. */
    @Nullable
    Object take() {
        Object value = tree.root();
        begin();
        return value;
    }

    /**
     * The same of what a function gives that the host has called: plain data within the bounds, which the host counts as
     * it counts what is returned.
     */
    @Nullable
    Object takePlain() {
        try {
            requirePlain();
            Object value = tree.root();
            charge(value);
            return value;
        } finally {
            recount();
            begin();
        }
    }

    private void requirePlain() {
        if (hasReferences) {
            throw new Unreturnable("type", "a capability or function can be given to a capability, not be returned");
        }
    }

    /** The functions in the value that is under way, in order. */
    List<Long> functions() {
        return List.copyOf(functions);
    }

    /** The limit that was hit last, if {@code message} is what the script was told of it. */
    Optional<Message.End> limitBehind(String message) {
        Message.End.OverLimit hit = overLimit;
        return hit != null && message.endsWith("(limit " + hit.limit() + ")") ? Optional.of(hit) : Optional.empty();
    }

    /** Gives null if the operation was taken, and else a text from which prelude.py makes the exception. */
    @Override
    public @Nullable Object execute(Value... arguments) {
        try {
            apply(Operation.of(arguments[0].asInt()), arguments);
            return null;
        } catch (Unreturnable refused) {
            return refused.forPrelude();
        } catch (DateTimeException | NumberFormatException | ArithmeticException odd) {
            return new Unreturnable("value", "a number or time that can't be represented").forPrelude();
        } catch (ClassCastException
                | UnsupportedOperationException
                | NullPointerException
                | ArrayIndexOutOfBoundsException odd) {
            return new Unreturnable("type", "that operation wants other arguments").forPrelude();
        }
    }

    private void apply(Operation operation, Value... arguments) {
        switch (operation) {
            case BEGIN -> begin();
            case END -> end();
            case NONE -> add(null, 0);
            case TRUE -> add(true, 0);
            case FALSE -> add(false, 0);
            case INT -> add(arguments[1].asLong(), Long.BYTES);
            case FLOAT -> add(arguments[1].asDouble(), Double.BYTES);
            case BIG_INT -> addBigInteger(arguments[1].asString());
            case STR -> addText(arguments[1].asString());
            case BYTES -> addBytes(arguments[1].asString());
            case LIST, TUPLE, DICT, SET -> open(operation, arguments[1].asInt());
            case CLOSE -> tree.close();
            case DATE -> add(LocalDate.parse(arguments[1].asString()), Long.BYTES);
            case TIME -> add(time(arguments[1].asString()), Long.BYTES);
            case DATETIME -> add(datetime(arguments[1].asString()), Long.BYTES);
            case TIMEDELTA -> add(timedelta(arguments[1].asLong(), arguments[2].asLong()), Long.BYTES);
            case OBJECT -> addReference(new Message.Known(arguments[1].asLong()));
            case FUNCTION -> {
                functions.add(arguments[1].asLong());
                addReference(new Message.Function(arguments[1].asLong()));
            }
            case WHOLE -> {
                begin();
                scalar(Operation.of(arguments[1].asInt()), arguments[2]);
                end();
            }
            case FACE -> throw new Unreturnable("value", "faces come from the host alone");
        }
    }

    private void scalar(Operation operation, Value value) {
        switch (operation) {
            case INT -> add(value.asLong(), Long.BYTES);
            case STR -> addText(value.asString());
            default -> throw new Unreturnable("value", "no value is whole after " + operation);
        }
    }

    /** A call that failed half way leaves nothing behind: the next one begins anew. */
    private void begin() {
        tree = new ValueTree();
        bytes = settledBytes;
        items = settledItems;
        functions.clear();
        hasReferences = false;
    }

    private void end() {
        bound(Limits.RETURNS, values.size() + 1, bounds.returns(), "_return is called too often");
        Object value = tree.root();
        requirePlain();
        charge(value);
        values.add(value);
        settledBytes = bytes;
        settledItems = items;
        begin();
    }

    private void charge(@Nullable Object value) {
        try {
            budget.charge(value);
        } catch (OverBoundsException over) {
            recount();
            bound(Limits.VALUES, over.used(), over.allowed(), "the values are too large");
            throw new Unreturnable("value", String.valueOf(over.getMessage()));
        } catch (UnsendableException unsendable) {
            recount();
            throw new Unreturnable("value", String.valueOf(unsendable.getMessage()));
        }
    }

    /** A budget is of no use after it was overdrawn. */
    private void recount() {
        budget = new ValueBudget(bounds);
        values.forEach(budget::charge);
    }

    /** @param length how many items the script's side says that the container has; they are counted as they come, too */
    private void open(Operation kind, int length) {
        count(0);
        bound(Limits.VALUE_ITEMS, items + length, bounds.valueItems(), "the values have too many parts");
        bound(Limits.VALUE_WIDTH, length, bounds.valueWidth(), "a container of the value has too many items");
        bound(
                Limits.VALUE_DEPTH,
                tree.depth() + 1,
                bounds.valueDepth(),
                "the value is nested too deep, or contains itself");
        tree.open(kind);
    }

    private void bound(LimitKey<?> key, long used, long allowed, String what) {
        if (used > allowed) {
            boolean size = key.unit() == Unit.SIZE;
            overLimit = new Message.End.OverLimit(
                    key.name(), size ? new ByteSize(allowed).toString() : Long.toString(allowed), "more");
            throw new Unreturnable("value", what + " (limit " + key + ")");
        }
    }

    private void add(@Nullable Object value, long size) {
        count(size);
        tree.add(value);
    }

    private void count(long size) {
        bytes += ITEM_BYTES + size;
        items++;
        bound(Limits.VALUES, bytes, bounds.valueBytes(), "the values are too large");
        bound(Limits.VALUE_ITEMS, items, bounds.valueItems(), "the values have too many parts");
        bound(
                Limits.VALUE_WIDTH,
                tree.width() + 1L,
                bounds.valueWidth(),
                "a container of the value has too many items");
    }

    private void addReference(Record reference) {
        hasReferences = true;
        add(reference, Long.BYTES);
    }

    private void addBigInteger(String hex) {
        if (hex.length() > 2 * Wire.LONGEST_INTEGER - 2) {
            throw new Unreturnable(
                    "value", "an int of more than " + 8 * (Wire.LONGEST_INTEGER - 1) + " bits can't be returned");
        }
        count(hex.length() / 2 + 1);
        tree.add(Values.integer(new BigInteger(hex, 16)));
    }

    private void addText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Unreturnable("value", "a str with half of a surrogate pair can't be returned");
        }
        add(text, text.length());
    }

    private void addBytes(String latin1) {
        add(latin1.getBytes(StandardCharsets.ISO_8859_1), latin1.length());
    }

    private static Object time(String iso) {
        return OFFSET.matcher(iso).matches() ? OffsetTime.parse(iso) : LocalTime.parse(iso);
    }

    private static Object datetime(String iso) {
        String time = iso.substring(iso.indexOf('T') + 1);
        return OFFSET.matcher(time).matches() ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso);
    }

    private static Duration timedelta(long seconds, long micros) {
        return Duration.ofSeconds(seconds, Math.multiplyExact(micros, 1000L));
    }
}
