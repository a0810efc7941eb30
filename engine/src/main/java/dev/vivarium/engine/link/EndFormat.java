package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.ValueReader.References;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** How a script ended. */
final class EndFormat {

    private final LongFunction<Bounds> bounds;

    EndFormat(LongFunction<Bounds> bounds) {
        this.bounds = bounds;
    }

    static void write(End end, ItemWriter out) {
        switch (end) {
            case End.Returned(List<@Nullable Object> values) -> returned(values, out);
            case End.Raised(String type, String message, String traceback) ->
                Fields.write(out, Wire.END_RAISED, type, message, traceback);
            case End.OverLimit(String limit, String allowed, String used) ->
                Fields.write(out, Wire.END_OVER_LIMIT, limit, allowed, used);
            case End.Cancelled _ -> Fields.write(out, Wire.END_CANCELLED);
            case End.Broken(String reason) -> Fields.write(out, Wire.END_BROKEN, reason);
        }
    }

    private static void returned(List<@Nullable Object> values, ItemWriter out) {
        out.array(1 + values.size());
        out.integer(Wire.END_RETURNED);
        for (Object value : values) {
            ValueWriter.write(value, out);
        }
        out.end();
    }

    End read(long task, ItemReader in) throws ProtocolException {
        in.enter("end");
        int kind = (int) in.integer("kind of end", Wire.END_RETURNED, Wire.END_BROKEN);
        End end = switch (kind) {
            case Wire.END_RETURNED -> new End.Returned(values(bounds.apply(task), in));
            case Wire.END_RAISED -> new End.Raised(in.text("type"), in.text("message"), in.text("traceback"));
            case Wire.END_OVER_LIMIT -> new End.OverLimit(in.text("limit"), in.text("allowed"), in.text("used"));
            case Wire.END_CANCELLED -> new End.Cancelled();
            default -> new End.Broken(in.text("reason"));
        };
        if (kind != Wire.END_RETURNED) {
            in.leave("end");
        }
        return end;
    }

    /** All values up to the end of the array. The budget counts items and depth as they come, then their bytes. */
    private static List<@Nullable Object> values(Bounds bounds, ItemReader in) throws ProtocolException {
        ValueBudget budget = new ValueBudget(bounds);
        ValueReader reader = new ValueReader(in, budget, References.NONE);
        List<@Nullable Object> values = new ArrayList<>();
        long start = in.offset();
        while (in.next()) {
            values.add(reader.read());
        }
        charge(budget, in.offset() - start);
        return Collections.unmodifiableList(values);
    }

    private static void charge(ValueBudget budget, long bytes) throws ProtocolException {
        try {
            budget.bytes(bytes);
        } catch (OverBoundsException e) {
            throw new ProtocolException(e.getMessage(), e);
        }
    }
}
