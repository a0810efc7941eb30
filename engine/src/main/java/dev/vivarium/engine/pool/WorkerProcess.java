package dev.vivarium.engine.pool;

import dev.vivarium.engine.link.Handshake;
import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.LinkServer;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Receiver;
import dev.vivarium.engine.link.Transport;
import dev.vivarium.engine.worker.WorkerMain;
import dev.vivarium.policy.kernel.ForeignThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One worker process from its start to its end. It is gone when both the process has ended and its link is read to the
 * end, so nothing it said before it died is lost. Safe for use by any thread.
 */
final class WorkerProcess implements Launcher.Hand, Receiver<FromWorker> {

    /** The status of a JVM that ran into {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    /** How long a process that has failed to start may take to say why and to end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int number;
    private final Launcher.Listener listener;
    private final RunBounds bounds = new RunBounds();
    private final CompletableFuture<@Nullable Void> linkOver = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();

    /** The first reason to end it, whoever had it; null while there is none. */
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** Empty until they can be reached, or for good if they can't. */
    private volatile Optional<ForeignThreads> threads = Optional.empty();

    private volatile @Nullable Process process;
    private volatile @Nullable Link<FromHost, FromWorker> link;

    WorkerProcess(int number, Launcher.Listener listener) {
        this.number = number;
        this.listener = listener;
    }

    /** Has {@code action} run once the worker is up, by the link's thread. */
    void whenReady(Runnable action) {
        ready.thenRun(action);
    }

    /** Starts the process and waits until it is ready; to be called once, on a thread that may block. */
    void start(WorkerCommand command, Duration patience) {
        try (LinkServer server = LinkServer.open()) {
            Process started = command.process(server.path()).start();
            process = started;
            WorkerLog log = WorkerLog.follow(number, started.getInputStream());
            started.onExit().thenRun(() -> exited(started, log));
            if (reason.get() != null) {
                started.destroyForcibly();
            }
            connect(started, server, patience);
            if (command.kind() != WorkerKind.BRIEF) {
                // A brief one has no next script, and nothing may hold its host up.
                threads = ForeignThreads.open();
            }
        } catch (IOException failed) {
            failed(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            failed("its start was interrupted");
        }
    }

    private void connect(Process started, LinkServer server, Duration patience)
            throws IOException, InterruptedException {
        byte[] secret = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        // The stream stays open for the life of the worker: it is its life-line.
        OutputStream lifeline = started.getOutputStream();
        lifeline.write((token + "\n").getBytes(StandardCharsets.UTF_8));
        lifeline.flush();
        Transport transport = accept(started, server, patience);
        Link<FromHost, FromWorker> made = Link.ofHost(transport, "vivarium-worker-" + number, bounds::of);
        link = made;
        Handshake.host(made, token, patience, this);
        ready.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).whenComplete((_, late) -> {
            if (late != null) {
                kill("it was not ready within " + patience);
            }
        });
    }

    /** A process that dies before it connects must not be waited for. */
    private static Transport accept(Process started, LinkServer server, Duration patience) throws IOException {
        started.onExit().thenRun(() -> {
            try {
                server.close();
            } catch (IOException ignored) {
                // The start fails in any case.
            }
        });
        return server.accept(patience);
    }

    private void failed(String why) {
        // A process that ended by itself has said why; its link only knows that it was closed.
        if (!endsByItself()) {
            kill("it could not be started: " + why);
        }
        linkOver.complete(null);
        if (process == null) {
            listener.gone(new Launcher.Death(String.valueOf(reason.get()), false));
        }
    }

    private boolean endsByItself() {
        Process started = process;
        try {
            return started != null && started.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void exited(Process ended, WorkerLog log) {
        linkOver.thenRun(() -> {
            int status = ended.exitValue();
            String death = reason.get();
            boolean outOfMemory = death == null && status == OUT_OF_MEMORY;
            listener.gone(new Launcher.Death(death == null ? describe(status, log) : death, outOfMemory));
        });
    }

    private String describe(int status, WorkerLog log) {
        if (status == OUT_OF_MEMORY) {
            return "its worker ran out of memory";
        }
        // What a worker says after it was ready may be a script's words, and what the JVM says names host paths.
        boolean told = status == WorkerMain.START_FAILED && !ready.isDone();
        return told ? log.lastLine(LAST_WORDS) : "its worker process ended with exit status " + status;
    }

    @Override
    public void send(FromHost message) {
        Link<FromHost, FromWorker> open = link;
        if (open != null) {
            bounds.sending(message);
            open.send(message);
        }
    }

    @Override
    public void kill(String why) {
        reason.compareAndSet(null, why);
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Override
    public void holdBack(long thread) {
        Process running = process;
        if (running != null) {
            threads.ifPresent(known -> known.holdBack(running.pid(), thread));
        }
    }

    @Override
    public long residentBytes() {
        Process running = process;
        return running == null ? 0 : ResidentMemory.of(running.pid());
    }

    @Override
    public void message(FromWorker message) {
        bounds.came(message);
        if (message instanceof Message.Ready(var walls)) {
            ready.complete(null);
            listener.ready(walls);
        } else {
            listener.message(message);
        }
    }

    @Override
    public void closed(String why) {
        // Of a worker that died by itself the exit status tells more than its link does.
        if (!why.equals(Link.PEER_CLOSED)) {
            reason.compareAndSet(null, "its link failed: " + why);
        }
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
        linkOver.complete(null);
    }
}
