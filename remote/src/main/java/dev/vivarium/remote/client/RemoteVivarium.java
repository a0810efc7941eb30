package dev.vivarium.remote.client;

import dev.vivarium.Delay;
import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Stats;
import dev.vivarium.TaskEnd;
import dev.vivarium.TaskId;
import dev.vivarium.TaskTable;
import dev.vivarium.TimeSource;
import dev.vivarium.Usage;
import dev.vivarium.Vivarium;
import dev.vivarium.Workers;
import dev.vivarium.policy.LimitKey;
import dev.vivarium.policy.Limits;
import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import dev.vivarium.remote.JsonFields;
import dev.vivarium.remote.WireValues;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Vivarium} whose engine is behind a task server. Handles are those of any Vivarium. When the connection is
 * lost, every task that is open ends as {@link Outcome.Lost} with a message that says so (against R51 and R55 of RPyC's,
 * which leaves them pending for ever), and so does what is run later: connect again. The server's scripts go on; the token's owner finds them in the server's table.
 *
 * <p>What is not the same elsewhere: capabilities can't be granted, the owner is the token's, and of a policy its name and
 * its limits count, as long as the token's ceiling allows them. Safe for use by any thread.
 */
public final class RemoteVivarium implements Vivarium {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteVivarium.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /** The server speaks every five seconds; silence for so many of these ticks of five seconds is a loss. */
    private static final int SILENT_TICKS = 4;

    private static final long TICK_SECONDS = 5;

    /** What is refused because it is too much at a time is asked again so much later. */
    private static final long AGAIN_SECONDS = 1;

    private static final int TOO_MUCH = 429;

    private final URI server;
    private final Wire wire;
    private final String client;
    private final ConnectionTasks table;
    private final String refPrefix = UUID.randomUUID() + "-";
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger silent = new AtomicInteger();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final EndWatchers watchers = new EndWatchers();

    /** Why there is no connection any more; null while there is one. */
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    private final TaskNews news = new TaskNews(this::nested, this::end);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vivarium-remote").factory());
    private final RemoteTask.Wishes wishes = new RemoteTask.Wishes() {
        @Override
        public void kill(long number) {
            later("POST", "/v1/tasks/" + number + "/kill", Json.object());
        }

        @Override
        public void answer(long number, long question, Optional<String> answer) {
            later(
                    "POST",
                    "/v1/tasks/" + number + "/questions/" + question,
                    answer.isPresent() ? Json.object("answer", answer.get()) : Json.object("cancel", true));
        }
    };

    private RemoteVivarium(URI server, Wire wire, String client, ServerEvents events, InputStream stream) {
        this.server = server;
        this.wire = wire;
        this.client = client;
        table = new ConnectionTasks(client);
        Thread.ofVirtual().name("vivarium-remote-stream").start(() -> read(events, stream));
        var _ = timer.scheduleAtFixedRate(this::watch, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Connects to the task server at {@code server}.
     *
     * @param token as {@code vivarium serve-tasks make-token} has printed it
     * @throws RemoteException if it can't be reached or does not know the token
     * @throws IllegalArgumentException if the token would cross a network in the clear: without TLS the server must be on
     *     this machine
     */
    public static RemoteVivarium connect(URI server, String token) {
        return connect(server, token, Optional.empty());
    }

    /** The same over TLS with certificates that {@code tls} trusts, in place of those that the JDK does. */
    public static RemoteVivarium connect(URI server, String token, SSLContext tls) {
        return connect(server, token, Optional.of(tls));
    }

    private static RemoteVivarium connect(URI server, String token, Optional<SSLContext> tls) {
        Wire wire = new Wire(server, token, ANSWER_WITHIN, tls);
        try {
            InputStream stream = wire.stream();
            AtomicReference<@Nullable RemoteVivarium> opened = new AtomicReference<>();
            ServerEvents events = new ServerEvents(stream, () -> {
                RemoteVivarium one = opened.get();
                if (one != null) {
                    one.silent.set(0);
                }
            });
            ServerEvents.Message hello = events.next();
            if (hello == null || !hello.name().equals("hello")) {
                throw new RemoteException(0, server + " is no task server: it did not greet");
            }
            String client =
                    JsonFields.of("the greeting", Json.read(hello.data())).text("client");
            RemoteVivarium remote = new RemoteVivarium(server, wire, client, events, stream);
            opened.set(remote);
            return remote;
        } catch (IOException | BadJsonException odd) {
            wire.close();
            throw new RemoteException(server + " is no task server: its greeting can't be read", odd);
        } catch (InterruptedException interrupted) {
            wire.close();
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while connecting to " + server, interrupted);
        } catch (RemoteException refused) {
            wire.close();
            throw refused;
        }
    }

    // ---- what comes ------------------------------------------------------------------------------------------

    private void read(ServerEvents events, InputStream stream) {
        String why = "the server has ended it";
        try (stream) {
            for (ServerEvents.Message next = events.next(); next != null; next = events.next()) {
                JsonFields data = JsonFields.of("a message", Json.read(next.data()));
                if (next.name().equals("closing")) {
                    why = data.text("reason");
                    break;
                }
                news.take(next.name(), data);
            }
        } catch (IOException broken) {
            why = Wire.reason(broken);
        } catch (RuntimeException odd) {
            LOG.error("a message of the server can't be taken", odd);
            why = "a message of the server can't be taken";
        }
        lose(why);
    }

    /** A child of {@code parent}, which the server has started. */
    private RemoteTask nested(RemoteTask parent, String name) {
        RemoteTask child =
                newTask(Optional.of(parent.id()), Script.of("").named(name).ownedBy(client));
        if (lost.get() != null) {
            // It may have come after all others were told.
            lose(child);
        }
        return child;
    }

    private void end(RemoteTask task, Outcome outcome) {
        if (task.end(outcome)) {
            finished.increment();
            watchers.ended(new TaskEnd(task, outcome, task.age()));
        }
    }

    /** Five seconds are over. */
    void watch() {
        if (silent.incrementAndGet() > SILENT_TICKS) {
            lose("the server has been silent for " + SILENT_TICKS * TICK_SECONDS + " s");
        }
    }

    private void lose(String why) {
        if (!lost.compareAndSet(null, "the connection to " + server + " is lost: " + why)) {
            return;
        }
        timer.shutdownNow();
        wire.close();
        table.all().forEach(this::lose);
        news.end();
    }

    private void lose(RemoteTask task) {
        String why = String.valueOf(lost.get());
        end(task, new Outcome.Lost(why, Usage.NONE));
        task.left();
    }

    // ---- what is asked ---------------------------------------------------------------------------------------

    private RemoteTask newTask(Optional<TaskId> parent, Script script) {
        submitted.increment();
        RemoteTask task = new RemoteTask(new TaskId(ids.incrementAndGet()), parent, script, wishes);
        table.add(task);
        return task;
    }

    @Override
    public ScriptTask run(Script script) {
        RemoteTask task = newTask(Optional.empty(), script);
        submit(task);
        return task;
    }

    @Override
    public ScriptTask run(
            Script script, Consumer<? super @Nullable Object> onReturn, Consumer<? super Outcome.Problem> onError) {
        RemoteTask task = newTask(Optional.empty(), script);
        task.onReturn(onReturn).onError(onError);
        submit(task);
        return task;
    }

    private void submit(RemoteTask task) {
        Script script = task.script();
        if (!script.capabilities().isEmpty()) {
            reject(
                    task,
                    "capability '" + script.capabilities().keySet().iterator().next()
                            + "' can't be granted from elsewhere: its calls are made in the server's process");
            return;
        }
        String ref = refPrefix + task.id();
        news.expect(ref, task);
        if (lost.get() != null) {
            news.forget(ref);
            lose(task);
            return;
        }
        Map<String, @Nullable Object> body = body(script, ref);
        Thread.ofVirtual().name("vivarium-remote-submit").start(() -> send(task, ref, body));
    }

    private void reject(RemoteTask task, String why) {
        end(task, new Outcome.Rejected(why));
        task.left();
    }

    private static Map<String, @Nullable Object> body(Script script, String ref) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        script.variables().forEach((name, value) -> variables.put(name, WireValues.toTree(value)));
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        Limits.KEYS.forEach(
                key -> limits.put(key.name(), show(key, script.policy().limits())));
        return Json.object(
                "source",
                script.source(),
                "name",
                script.name(),
                "variables",
                variables,
                "policy",
                script.policy().name(),
                "limits",
                limits,
                "ref",
                ref);
    }

    private static <T extends Comparable<? super T>> String show(LimitKey<T> key, Limits limits) {
        return key.show(limits.of(key));
    }

    private void send(RemoteTask task, String ref, Map<String, @Nullable Object> body) {
        try {
            var _ = wire.send("POST", "/v1/tasks", body);
        } catch (RemoteException refused) {
            news.forget(ref);
            if (refused.status() == 0) {
                lose(refused.line());
                lose(task);
            } else {
                reject(task, refused.line());
            }
        } catch (BadJsonException odd) {
            lose("an answer of the server can't be read");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            lose("interrupted");
        }
    }

    private void later(String method, String path, Map<String, @Nullable Object> body) {
        Thread.ofVirtual().name("vivarium-remote-wish").start(() -> {
            try {
                var _ = wire.send(method, path, body);
            } catch (RemoteException refused) {
                refused(refused, method, path, body);
            } catch (BadJsonException odd) {
                LOG.warn("{} {}: an answer of the server can't be read", method, path);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The task or the question may be over by now; but what was only too much at a time is asked again. */
    private void refused(RemoteException refused, String method, String path, Map<String, @Nullable Object> body) {
        if (refused.status() != TOO_MUCH) {
            LOG.debug("{} {}: {}", method, path, refused.getMessage());
            return;
        }
        try {
            var _ = timer.schedule(() -> later(method, path, body), AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException over) {
            LOG.debug("{} {}: the connection is lost", method, path);
        }
    }

    /** There is a server: whether one of its workers is up is its own matter. */
    @Override
    public void awaitReady(Duration atMost) throws TimeoutException {
        String why = lost.get();
        if (why != null) {
            throw new TimeoutException(why);
        }
    }

    /** The tasks of this connection. */
    @Override
    public TaskTable tasks() {
        return table;
    }

    /** Not here: a delay that the host makes runs in its own process, which has timers of its own. */
    @Override
    public Delay delay(Duration wait, Executor executor, Runnable callback) {
        throw new UnsupportedOperationException(
                "delays of the host's are the business of its own process; scripts may use delay");
    }

    /** Not possible: the API of a task server has no stored delays of its host's. */
    @Override
    public Delay delay(Duration wait, Script script) {
        throw new IllegalStateException(
                "a server elsewhere stores no delays for its clients; scripts may, if it stores any");
    }

    /** Not possible: a server's scripts wait for no loop of its clients'. */
    @Override
    public int step(Duration budget) {
        throw new UnsupportedOperationException("scripts of a server elsewhere are not stepped by its clients");
    }

    /** None: see {@link #delay(Duration, Executor, Runnable)}. */
    @Override
    public List<Delay> delays() {
        return List.of();
    }

    /** None: the server's are its own matter. */
    @Override
    public CompletionStage<Workers> workers() {
        return CompletableFuture.completedFuture(Workers.NONE);
    }

    /** Of this connection's tasks. */
    @Override
    public TimeSource.Cancellation onTaskEnd(Executor executor, Consumer<? super TaskEnd> callback) {
        return watchers.add(executor, callback);
    }

    /** Of this connection; what is the server's is 0. */
    @Override
    public Stats stats() {
        return new Stats(submitted.sum(), finished.sum(), 0, 0, 0, 0, 0, 0);
    }

    /** Ends the connection: what is open ends as lost, and goes on at the server. Closing again does nothing. */
    @Override
    public void close() {
        lose("closed by this side");
    }
}
