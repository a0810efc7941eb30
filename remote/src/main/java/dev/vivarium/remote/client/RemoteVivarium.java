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
import dev.vivarium.handle.EndWatchers;
import dev.vivarium.remote.BadJsonException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Vivarium} whose engine is behind a task server. Handles are those of any Vivarium. When the connection is
 * lost, every task that is open ends as {@link Outcome.Lost} with a message that says so (against R51 and R55 of RPyC's,
 * which leaves them pending for ever), and so does what is run later: connect again. The server's scripts go on; the token's owner finds them in the server's table.
 *
 * <p>What is not the same elsewhere: capabilities can't be granted, the owner is the token's, and of a policy its name and
 * its limits count, as long as the token's ceiling allows them. Safe for use by any thread.
 */
public final class RemoteVivarium implements Vivarium {

    final Connection connection;
    private final ConnectionTasks table;
    private final TaskNews news = new TaskNews(this::nested, this::end);
    private final String refPrefix = UUID.randomUUID() + "-";
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder submitted = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final EndWatchers watchers = new EndWatchers();

    private RemoteVivarium(Connection connection) {
        this.connection = connection;
        table = new ConnectionTasks(connection.client());
        connection.start(news::take, this::loseAll);
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
        return new RemoteVivarium(Connection.open(server, token, Optional.empty()));
    }

    /** The same over TLS with certificates that {@code tls} trusts, in place of those that the JDK does. */
    public static RemoteVivarium connect(URI server, String token, SSLContext tls) {
        return new RemoteVivarium(Connection.open(server, token, Optional.of(tls)));
    }

    // ---- what comes ------------------------------------------------------------------------------------------

    /** A child of {@code parent}, which the server has started. */
    private RemoteTask nested(RemoteTask parent, String name) {
        RemoteTask child =
                newTask(Optional.of(parent.id()), Script.of("").named(name).ownedBy(connection.client()));
        if (connection.lost() != null) {
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

    private void loseAll() {
        table.all().forEach(this::lose);
        news.end();
    }

    private void lose(RemoteTask task) {
        String why = String.valueOf(connection.lost());
        end(task, new Outcome.Lost(why, Usage.NONE));
        task.left();
    }

    // ---- what is asked ---------------------------------------------------------------------------------------

    private RemoteTask newTask(Optional<TaskId> parent, Script script) {
        submitted.increment();
        RemoteTask task = new RemoteTask(new TaskId(ids.incrementAndGet()), parent, script, connection.wishes());
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
        if (connection.lost() != null) {
            news.forget(ref);
            lose(task);
            return;
        }
        Map<String, @Nullable Object> body = SubmitBody.of(script, ref);
        Thread.ofVirtual().name("vivarium-remote-submit").start(() -> send(task, ref, body));
    }

    private void reject(RemoteTask task, String why) {
        end(task, new Outcome.Rejected(why));
        task.left();
    }

    private void send(RemoteTask task, String ref, Map<String, @Nullable Object> body) {
        try {
            var _ = connection.send("POST", "/v1/tasks", body);
        } catch (RemoteException refused) {
            news.forget(ref);
            if (refused.status() == 0) {
                connection.lose(refused.line());
                lose(task);
            } else {
                reject(task, refused.line());
            }
        } catch (BadJsonException odd) {
            connection.lose("an answer of the server can't be read");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            connection.lose("interrupted");
        }
    }

    /** There is a server: whether one of its workers is up is its own matter. */
    @Override
    public void awaitReady(Duration atMost) throws TimeoutException {
        String why = connection.lost();
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
        connection.lose("closed by this side");
    }
}
