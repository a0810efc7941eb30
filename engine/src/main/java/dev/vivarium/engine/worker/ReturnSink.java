package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.OverBoundsException;
import dev.vivarium.engine.link.UnsendableException;
import dev.vivarium.engine.link.ValueBudget;
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
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * Takes what {@code _return} is given, operation by operation, and counts it against the task's bounds. A script may
 * call it in any order and with anything, so it trusts nothing; used by the script's thread alone.
 */
final class ReturnSink implements ProxyExecutable {

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

    ReturnSink(Bounds bounds) {
        this.bounds = bounds;
        budget = new ValueBudget(bounds);
    }

    /** The values of all calls that completed, in order. */
    List<@Nullable Object> values() {
        return values;
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
            case LIST, TUPLE, DICT, SET -> open(operation);
            case CLOSE -> tree.close();
            case DATE -> add(LocalDate.parse(arguments[1].asString()), Long.BYTES);
            case TIME -> add(time(arguments[1].asString()), Long.BYTES);
            case DATETIME -> add(datetime(arguments[1].asString()), Long.BYTES);
            case TIMEDELTA -> add(timedelta(arguments[1].asLong(), arguments[2].asLong()), Long.BYTES);
        }
    }

    /** A call that failed half way leaves nothing behind: the next one begins anew. */
    private void begin() {
        tree = new ValueTree();
        bytes = settledBytes;
        items = settledItems;
    }

    private void end() {
        Object value = tree.root();
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
            throw over.limit().equals("values")
                    ? tooManyBytes()
                    : new Unreturnable("value", String.valueOf(over.getMessage()));
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

    private Unreturnable tooManyBytes() {
        return new Unreturnable("value", "the values take more than " + bounds.valueBytes() + " bytes (limit values)");
    }

    private void open(Operation kind) {
        count(0);
        if (tree.depth() >= bounds.valueDepth()) {
            throw new Unreturnable(
                    "value",
                    "the value is nested more than " + bounds.valueDepth()
                            + " deep, or contains itself (limit valueDepth)");
        }
        tree.open(kind);
    }

    private void add(@Nullable Object value, long size) {
        count(size);
        tree.add(value);
    }

    private void count(long size) {
        bytes += ITEM_BYTES + size;
        items++;
        if (bytes > bounds.valueBytes()) {
            throw tooManyBytes();
        }
        if (items > bounds.valueItems()) {
            throw new Unreturnable(
                    "value", "the values have more than " + bounds.valueItems() + " parts (limit valueItems)");
        }
    }

    private void addBigInteger(String hex) {
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
