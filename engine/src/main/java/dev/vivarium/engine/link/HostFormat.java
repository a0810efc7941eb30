package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.ValueReader.References;
import dev.vivarium.policy.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host says. A worker believes its host, so nothing but depth bounds the variables of a run. */
final class HostFormat implements MessageFormat<Message.FromHost> {

    private static final Bounds VARIABLES = Bounds.of(Limits.widest());

    private final RulesCache rules = new RulesCache();

    @Override
    public void write(FromHost message, ItemWriter out) {
        switch (message) {
            case Message.Welcome _ -> Fields.write(out, Wire.WELCOME);
            case Message.Cancel(long task) -> Fields.write(out, Wire.CANCEL, task);
            case Message.Recall(long task) -> Fields.write(out, Wire.RECALL, task);
            case Message.Ping(long nonce) -> Fields.write(out, Wire.PING, nonce);
            case Message.Shutdown _ -> Fields.write(out, Wire.SHUTDOWN);
            case Message.Run run -> run(run, out);
            case Message.Answer answer -> answer(answer, out);
            case Message.Invoke invoke -> invoke(invoke, out);
            case Message.Forget forget -> forget(forget, out);
        }
    }

    private void run(Message.Run run, ItemWriter out) {
        out.array(8);
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
        out.array(run.capabilities().size());
        run.capabilities().forEach(face -> RulesFormat.write(face, out));
        out.end();
        out.bytes(rules.write(run.rules()));
        ValueWriter.write(run.keptFor(), out);
        out.end();
    }

    private static void answer(Message.Answer answer, ItemWriter out) {
        switch (answer.reply()) {
            case Message.Reply.Value(Object value) -> {
                answerHead(6, answer, Wire.REPLY_VALUE, out);
                ValueWriter.write(value, out);
            }
            case Message.Reply.Failure(String type, String message) -> {
                answerHead(7, answer, Wire.REPLY_ERROR, out);
                out.text(type);
                out.text(message);
            }
        }
        out.end();
    }

    private static void answerHead(int length, Message.Answer answer, int kind, ItemWriter out) {
        out.array(length);
        out.integer(Wire.ANSWER);
        out.integer(answer.task());
        out.integer(answer.call());
        out.array(answer.kept().size());
        answer.kept().forEach(out::integer);
        out.end();
        out.integer(kind);
    }

    private static void invoke(Message.Invoke invoke, ItemWriter out) {
        out.array(7);
        out.integer(Wire.INVOKE);
        out.integer(invoke.task());
        out.bool(invoke.patient());
        out.integer(invoke.number());
        out.integer(invoke.function());
        ValueWriter.write(invoke.arguments(), out);
        ValueWriter.write(invoke.keywords(), out);
        out.end();
    }

    private static void forget(Message.Forget forget, ItemWriter out) {
        out.array(4);
        out.integer(Wire.FORGET);
        out.integer(forget.task());
        out.bool(forget.patient());
        out.integer(forget.function());
        out.end();
    }

    @Override
    public FromHost read(int tag, ItemReader in) throws ProtocolException {
        return switch (tag) {
            case Wire.WELCOME -> new Message.Welcome();
            case Wire.RUN ->
                new Message.Run(
                        in.integer("task"),
                        in.text("name"),
                        in.text("source"),
                        variables(in),
                        RulesFormat.faces(in),
                        rules.read(in.bytes("rules")),
                        in.textOrNothing("keptFor"));
            case Wire.ANSWER ->
                new Message.Answer(in.integer("task"), in.integer("call"), numbers(in, "kept"), reply(in));
            case Wire.INVOKE ->
                new Message.Invoke(
                        in.integer("task"),
                        in.flag("patient"),
                        in.integer("number"),
                        in.integer("function"),
                        Given.list(nextValue(in, VARIABLES, References.FACES)),
                        Given.keywords(nextValue(in, VARIABLES, References.FACES)));
            case Wire.FORGET -> new Message.Forget(in.integer("task"), in.flag("patient"), in.integer("function"));
            case Wire.CANCEL -> new Message.Cancel(in.integer("task"));
            case Wire.RECALL -> new Message.Recall(in.integer("task"));
            case Wire.PING -> new Message.Ping(in.integer("nonce"));
            case Wire.SHUTDOWN -> new Message.Shutdown();
            default -> throw Fields.unexpected(tag, Wire.isFromWorker(tag));
        };
    }

    private static Map<String, @Nullable Object> variables(ItemReader in) throws ProtocolException {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        ValueReader values = new ValueReader(in, new ValueBudget(VARIABLES), References.FACES);
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

    private static Message.Reply reply(ItemReader in) throws ProtocolException {
        if (in.integer("kind of reply", Wire.REPLY_VALUE, Wire.REPLY_ERROR) == Wire.REPLY_ERROR) {
            return new Message.Reply.Failure(in.text("type"), in.text("message"));
        }
        return new Message.Reply.Value(nextValue(in, VARIABLES, References.FACES));
    }

    private static List<Long> numbers(ItemReader in, String what) throws ProtocolException {
        List<Long> numbers = new ArrayList<>();
        in.enter(what);
        while (in.next()) {
            numbers.add(in.currentLong(what));
        }
        return List.copyOf(numbers);
    }

    /** The next item as a value within {@code bounds}. */
    static @Nullable Object nextValue(ItemReader in, Bounds bounds, References allowed) throws ProtocolException {
        if (!in.next()) {
            throw new ProtocolException("a value is missing");
        }
        return new ValueReader(in, new ValueBudget(bounds), allowed).read();
    }
}
