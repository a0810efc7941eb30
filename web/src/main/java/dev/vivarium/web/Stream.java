package dev.vivarium.web;

import dev.vivarium.ScriptTask;
import dev.vivarium.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells one browser what happens, by server-sent events, for as long as it listens. Runs on the request's own thread:
 * one that reads slowly holds up nobody, and nothing is kept for it but how far it has got.
 */
final class Stream {

    private static final long STATE_EVERY_MILLIS = 1_000;

    /** So that a script that prints without end makes few large messages, not many small ones. */
    private static final long GATHER_MILLIS = 50;

    private final Session session;
    private final OutputStream out;
    private final Supplier<Views.State> state;
    private final TimeSource time;

    /** How many characters of each task's output have been sent. */
    private final Map<Long, Integer> sent = new HashMap<>();

    private final Map<Long, Views.Run> told = new HashMap<>();

    Stream(Session session, OutputStream out, Supplier<Views.State> state, TimeSource time) {
        this.session = session;
        this.out = out;
        this.state = state;
        this.time = time;
    }

    /** Returns when the session ends; throws when the browser has gone. */
    void serve() throws IOException, InterruptedException {
        send("state", state.get());
        long left = STATE_EVERY_MILLIS;
        while (!session.isEnded()) {
            long seen = session.changes();
            runs();
            long begin = time.nanos();
            session.await(seen, left, time);
            session.awaitEnd(GATHER_MILLIS, time);
            left -= (time.nanos() - begin) / 1_000_000;
            if (left <= 0) {
                send("state", state.get());
                left = STATE_EVERY_MILLIS;
            }
        }
        send("end", new Views.Problem("you have signed out"));
    }

    private void runs() throws IOException {
        Set<Long> there = new HashSet<>();
        for (ScriptTask task : session.tasks()) {
            long id = task.id().number();
            there.add(id);
            Views.Run run = Views.run(task, sent.getOrDefault(id, 0));
            Views.Run before = told.get(id);
            if (before == null || !run.output().isEmpty() || !run.equals(before)) {
                send("run", run);
                sent.merge(id, run.output().length(), Integer::sum);
                told.put(
                        id, new Views.Run(id, "", run.state(), run.done(), run.value(), run.problem(), run.question()));
            }
        }
        sent.keySet().retainAll(there);
        told.keySet().retainAll(there);
    }

    private void send(String event, Object record) throws IOException {
        out.write(("event: " + event + "\ndata: " + Json.write(record) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
