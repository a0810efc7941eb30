package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import dev.vivarium.Outcome;
import dev.vivarium.ScriptException;
import dev.vivarium.Usage;
import dev.vivarium.engine.link.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions that one task has given to its host, and the calls to them that are under way. Any thread. */
final class Functions {

    /** Calls that wait for one script, which may never have time for them. */
    private static final int MOST_WAITING = 10_000;

    private static final int MOST_KEPT = 10_000;

    private final long task;
    private final HostObjects objects;
    private final Map<Long, GivenFunction> kept = new LinkedHashMap<>();
    private final Map<Long, CompletableFuture<@Nullable Object>> waiting = new HashMap<>();
    private Consumer<Message.FromHost> outbox = _ -> {};
    private Outcome.@Nullable Problem gone;
    private long lastCall;

    Functions(long task, HostObjects objects) {
        this.task = task;
        this.objects = objects;
    }

    /** Where messages to the script go. */
    synchronized void connect(Consumer<Message.FromHost> sends) {
        outbox = sends;
    }

    /** A function that came with a call. */
    GivenFunction given(long number) {
        return new GivenFunction(this, number);
    }

    synchronized void keep(GivenFunction function) {
        if (kept.size() == MOST_KEPT) {
            throw new CapabilityException("RuntimeError", "the host keeps " + MOST_KEPT + " functions already");
        }
        kept.put(function.number(), function);
    }

    void close(GivenFunction function) {
        synchronized (this) {
            if (kept.remove(function.number(), function) && gone == null) {
                outbox.accept(new Message.Forget(task, function.isPatient(), function.number()));
            }
        }
    }

    synchronized boolean isGone() {
        return gone != null;
    }

    CompletionStage<@Nullable Object> call(GivenFunction function, List<?> arguments, Map<String, ?> keywords) {
        List<@Nullable Object> sent = new ArrayList<>();
        arguments.forEach(argument -> sent.add(objects.outward("argument " + (sent.size() + 1), argument)));
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        keywords.forEach((name, value) -> named.put(name, objects.outward("argument " + name, value)));
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        synchronized (this) {
            if (gone != null) {
                result.completeExceptionally(new ScriptException(gone));
            } else if (!function.isValid()) {
                result.completeExceptionally(failure("the function was given up"));
            } else if (waiting.size() == MOST_WAITING) {
                result.completeExceptionally(failure(MOST_WAITING + " calls wait for the script already"));
            } else {
                long number = ++lastCall;
                waiting.put(number, result);
                outbox.accept(new Message.Invoke(task, function.isPatient(), number, function.number(), sent, named));
            }
        }
        return result.minimalCompletionStage();
    }

    private static ScriptException failure(String why) {
        return new ScriptException(new Outcome.Rejected(why));
    }

    /** A call is over; false if there was none. */
    boolean answered(long number, Outcome outcome) {
        CompletableFuture<@Nullable Object> result;
        synchronized (this) {
            result = waiting.remove(number);
        }
        if (result != null) {
            complete(result, outcome);
        }
        return result != null;
    }

    private static void complete(CompletableFuture<@Nullable Object> result, Outcome outcome) {
        // Whatever depends on it is somebody's code: not on the thread of the pool.
        Thread.ofVirtual().name("vivarium-function").start(() -> {
            switch (outcome) {
                case Outcome.Returned returned -> result.complete(returned.value());
                case Outcome.Problem problem -> result.completeExceptionally(new ScriptException(problem));
            }
        });
    }

    /** The script has left its worker, or never was in one: nothing here can be called any more. */
    void gone(Outcome.Problem why) {
        List<CompletableFuture<@Nullable Object>> orphans = new ArrayList<>();
        List<GivenFunction> left;
        synchronized (this) {
            if (gone != null) {
                return;
            }
            gone = why;
            orphans.addAll(waiting.values());
            left = List.copyOf(kept.values());
            waiting.clear();
            kept.clear();
        }
        for (CompletableFuture<@Nullable Object> orphan : orphans) {
            complete(orphan, why);
        }
        left.forEach(function -> function.lost(why));
    }

    /** Why a function can't be called whose script has ended as it should. */
    static Outcome.Problem ended() {
        return new Outcome.Killed("the script has ended", Usage.NONE);
    }
}
