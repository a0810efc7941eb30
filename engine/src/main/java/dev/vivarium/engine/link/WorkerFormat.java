package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.Bounds;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.ValueReader.References;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a worker says. */
final class WorkerFormat implements MessageFormat<Message.FromWorker> {

    private final EndFormat ends;
    private final LongFunction<Bounds> bounds;

    /** With the bounds that the results of a task must keep, by its number. */
    WorkerFormat(LongFunction<Bounds> bounds) {
        ends = new EndFormat(bounds);
        this.bounds = bounds;
    }

    @Override
    public void write(FromWorker message, ItemWriter out) {
        switch (message) {
            case Message.Hello(int version, String token) -> hello(version, token, out);
            case Message.Ready(List<String> walls) -> ready(walls, out);
            case Message.Started(long task, long thread) -> Fields.write(out, Wire.STARTED, task, thread);
            case Message.Recalled(long task) -> Fields.write(out, Wire.RECALLED, task);
            case Message.Parked(long task, boolean idle) -> parked(task, idle, out);
            case Message.Resumed(long task) -> Fields.write(out, Wire.RESUMED, task);
            case Message.Output(long task, String text) -> output(task, text, out);
            case Message.Finished finished -> finished(finished, out);
            case Message.Pong(long nonce, int contextsReady) -> Fields.write(out, Wire.PONG, nonce, contextsReady);
            case Message.Call call -> call(call, out);
            case Message.Invoked(long task, long number, Message.End end) -> invoked(task, number, end, out);
            case Message.Left(long task, Message.End end, String damage) -> left(task, end, damage, out);
            case Message.Exceeded(long task, Message.End.OverLimit limit) -> exceeded(task, limit, out);
        }
    }

    private static void hello(int version, String token, ItemWriter out) {
        out.array(3);
        out.integer(Wire.HELLO);
        out.integer(version);
        out.text(token);
        out.end();
    }

    private static void ready(List<String> walls, ItemWriter out) {
        out.array(2);
        out.integer(Wire.READY);
        out.array(walls.size());
        walls.forEach(out::text);
        out.end();
        out.end();
    }

    private static void output(long task, String text, ItemWriter out) {
        out.array(3);
        out.integer(Wire.OUTPUT);
        out.integer(task);
        out.text(text);
        out.end();
    }

    private static void parked(long task, boolean idle, ItemWriter out) {
        out.array(3);
        out.integer(Wire.PARKED);
        out.integer(task);
        out.bool(idle);
        out.end();
    }

    private static void invoked(long task, long number, Message.End end, ItemWriter out) {
        out.array(4);
        out.integer(Wire.INVOKED);
        out.integer(task);
        out.integer(number);
        EndFormat.write(end, out);
        out.end();
    }

    private static void left(long task, Message.End end, @Nullable String damage, ItemWriter out) {
        out.array(4);
        out.integer(Wire.LEFT);
        out.integer(task);
        EndFormat.write(end, out);
        ValueWriter.write(damage, out);
        out.end();
    }

    private static void exceeded(long task, Message.End.OverLimit limit, ItemWriter out) {
        out.array(5);
        out.integer(Wire.EXCEEDED);
        out.integer(task);
        out.text(limit.limit());
        out.text(limit.allowed());
        out.text(limit.used());
        out.end();
    }

    private static void finished(Message.Finished finished, ItemWriter out) {
        out.array(6);
        out.integer(Wire.FINISHED);
        out.integer(finished.task());
        EndFormat.write(finished.end(), out);
        out.integer(finished.cpuNanos());
        ValueWriter.write(finished.damage(), out);
        out.bool(finished.stays());
        out.end();
    }

    @Override
    public FromWorker read(int tag, ItemReader in) throws ProtocolException {
        return switch (tag) {
            case Wire.HELLO ->
                new Message.Hello((int) in.integer("version", Integer.MIN_VALUE, Integer.MAX_VALUE), in.text("token"));
            case Wire.READY -> new Message.Ready(walls(in));
            case Wire.STARTED -> new Message.Started(in.integer("task"), in.integer("thread", 0, Long.MAX_VALUE));
            case Wire.RECALLED -> new Message.Recalled(in.integer("task"));
            case Wire.PARKED -> new Message.Parked(in.integer("task"), in.flag("idle"));
            case Wire.RESUMED -> new Message.Resumed(in.integer("task"));
            case Wire.OUTPUT -> new Message.Output(in.integer("task"), in.text("text"));
            case Wire.FINISHED -> finished(in);
            case Wire.PONG ->
                new Message.Pong(in.integer("nonce"), (int) in.integer("number of contexts", 0, Integer.MAX_VALUE));
            case Wire.CALL -> call(in);
            case Wire.INVOKED -> invoked(in);
            case Wire.LEFT -> left(in);
            case Wire.EXCEEDED ->
                new Message.Exceeded(
                        in.integer("task"),
                        new Message.End.OverLimit(in.text("limit"), in.text("allowed"), in.text("used")));
            default -> throw Fields.unexpected(tag, Wire.isFromHost(tag));
        };
    }

    private static void call(Message.Call call, ItemWriter out) {
        out.array(7);
        out.integer(Wire.CALL);
        out.integer(call.task());
        out.integer(call.call());
        out.integer(call.object());
        out.text(call.member());
        ValueWriter.write(call.arguments(), out);
        ValueWriter.write(call.keywords(), out);
        out.end();
    }

    private Message.Call call(ItemReader in) throws ProtocolException {
        long task = in.integer("task");
        Bounds allowed = bounds.apply(task);
        return new Message.Call(
                task,
                in.integer("call"),
                in.integer("object"),
                in.text("member"),
                Given.listOrNothing(HostFormat.nextValue(in, allowed, References.GIVEN)),
                Given.keywords(HostFormat.nextValue(in, allowed, References.GIVEN)));
    }

    private Message.Invoked invoked(ItemReader in) throws ProtocolException {
        long task = in.integer("task");
        return new Message.Invoked(task, in.integer("number"), ends.read(task, in));
    }

    private Message.Left left(ItemReader in) throws ProtocolException {
        long task = in.integer("task");
        return new Message.Left(task, ends.read(task, in), in.textOrNothing("damage"));
    }

    private Message.Finished finished(ItemReader in) throws ProtocolException {
        long task = in.integer("task");
        Message.End end = ends.read(task, in);
        long cpuNanos = in.integer("cpuNanos", 0, Long.MAX_VALUE);
        return new Message.Finished(task, end, cpuNanos, in.textOrNothing("damage"), in.flag("stays"));
    }

    private static List<String> walls(ItemReader in) throws ProtocolException {
        List<String> walls = new ArrayList<>();
        in.enter("walls");
        while (in.next()) {
            walls.add(in.currentText("wall"));
            if (walls.size() > Wire.MOST_WALLS) {
                throw new ProtocolException("more than " + Wire.MOST_WALLS + " walls");
            }
        }
        return Collections.unmodifiableList(walls);
    }
}
