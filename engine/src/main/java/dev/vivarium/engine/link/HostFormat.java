package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.policy.Limits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host says. A worker believes its host, so nothing but depth bounds the variables of a run. */
final class HostFormat implements MessageFormat<Message.FromHost> {

    private static final Bounds VARIABLES =
            new Bounds(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Limits.DEEPEST_VALUE);

    @Override
    public void write(FromHost message, ItemWriter out) {
        switch (message) {
            case Message.Welcome _ -> Fields.write(out, Wire.WELCOME);
            case Message.Cancel(long task) -> Fields.write(out, Wire.CANCEL, task);
            case Message.Ping(long nonce) -> Fields.write(out, Wire.PING, nonce);
            case Message.Shutdown _ -> Fields.write(out, Wire.SHUTDOWN);
            case Message.Run run -> run(run, out);
        }
    }

    private static void run(Message.Run run, ItemWriter out) {
        out.array(6);
        out.integer(Wire.RUN);
        out.integer(run.task());
        out.text(run.name());
        out.text(run.source());
        out.array(2 * run.variables().size());
        run.variables().forEach((name, value) -> {
            out.text(name);
            ValueWriter.write(value, out);
        });
        out.end();
        bounds(run.bounds(), out);
        out.end();
    }

    private static void bounds(Bounds bounds, ItemWriter out) {
        out.array(4);
        out.integer(bounds.outputBytes());
        out.integer(bounds.valueBytes());
        out.integer(bounds.valueItems());
        out.integer(bounds.valueDepth());
        out.end();
    }

    @Override
    public FromHost read(int tag, ItemReader in) throws ProtocolException {
        return switch (tag) {
            case Wire.WELCOME -> new Message.Welcome();
            case Wire.RUN ->
                new Message.Run(in.integer("task"), in.text("name"), in.text("source"), variables(in), bounds(in));
            case Wire.CANCEL -> new Message.Cancel(in.integer("task"));
            case Wire.PING -> new Message.Ping(in.integer("nonce"));
            case Wire.SHUTDOWN -> new Message.Shutdown();
            default -> throw Fields.unexpected(tag, Wire.isFromWorker(tag));
        };
    }

    private static Map<String, @Nullable Object> variables(ItemReader in) throws ProtocolException {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        ValueReader values = new ValueReader(in, new ValueBudget(VARIABLES));
        in.enter("variables");
        while (in.next()) {
            String name = in.currentText("variable's name");
            if (variables.containsKey(name)) {
                throw new ProtocolException("a variable is there twice");
            }
            if (!in.next()) {
                throw new ProtocolException("a variable without a value");
            }
            variables.put(name, values.read());
        }
        return Collections.unmodifiableMap(variables);
    }

    private static Bounds bounds(ItemReader in) throws ProtocolException {
        in.enter("bounds");
        Bounds bounds = new Bounds(
                in.integer("outputBytes", 0, Long.MAX_VALUE),
                in.integer("valueBytes", 0, Long.MAX_VALUE),
                in.integer("valueItems", 0, Long.MAX_VALUE),
                (int) in.integer("valueDepth", 0, Limits.DEEPEST_VALUE));
        in.leave("bounds");
        return bounds;
    }
}
