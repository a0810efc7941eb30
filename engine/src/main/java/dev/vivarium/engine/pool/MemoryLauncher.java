package dev.vivarium.engine.pool;

import dev.vivarium.TimeSource;
import dev.vivarium.engine.link.Handshake;
import dev.vivarium.engine.link.HandshakeException;
import dev.vivarium.engine.link.Link;
import dev.vivarium.engine.link.MemoryTransport;
import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import dev.vivarium.engine.link.Receiver;
import dev.vivarium.engine.worker.Jvm;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.engine.worker.Worker;
import dev.vivarium.engine.worker.WorkerService;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers inside the host's own JVM, over the in-memory link: for trusted scripts alone. There is no process to
 * kill, so a script that can't be interrupted is abandoned with its thread.
 */
public final class MemoryLauncher implements Launcher {

    private static final Duration GREETING_WITHIN = Duration.ofSeconds(30);
    private static final String TOKEN = "in memory";

    private final TimeSource time;

    /** @param time what sleeping scripts wait by */
    public MemoryLauncher(TimeSource time) {
        this.time = time;
    }

    @Override
    public Hand launch(int number, Listener listener) {
        MemoryTransport.Pair pair = MemoryTransport.pair();
        MemoryHand hand = new MemoryHand(pair, number, listener);
        Thread.ofPlatform()
                .daemon()
                .name("vivarium-memory-worker-" + number + "-start")
                .start(() -> hand.start(time, pair));
        return hand;
    }

    @Override
    public boolean needsPings() {
        return false;
    }

    private static final class MemoryHand implements Hand, Receiver<FromWorker> {

        private final String name;
        private final Listener listener;
        private final RunBounds bounds = new RunBounds();
        private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
        private final Link<FromHost, FromWorker> link;

        MemoryHand(MemoryTransport.Pair pair, int number, Listener listener) {
            this.listener = listener;
            name = "vivarium-memory-worker-" + number;
            link = Link.ofHost(pair.left(), name, bounds::of);
        }

        /** Makes the worker, which takes seconds; both ends live in this JVM, so both shake hands here. */
        void start(TimeSource time, MemoryTransport.Pair pair) {
            try {
                Worker worker =
                        new Worker(name, time, PythonWalls.STANDING, OutputStream.nullOutputStream(), Jvm.SHARED);
                Link<FromWorker, FromHost> far = Link.ofWorker(pair.right(), name + "-guest");
                WorkerService service = new WorkerService(worker, far, far::close);
                Thread greeter =
                        Thread.ofPlatform().daemon().name(name + "-greeter").start(() -> greet(service));
                Handshake.host(link, TOKEN, GREETING_WITHIN, this);
                greeter.join();
            } catch (HandshakeException | InterruptedException | RuntimeException failed) {
                kill("it could not be started: " + failed.getMessage());
                listener.gone(new Death(String.valueOf(reason.get()), false));
            }
        }

        private void greet(WorkerService service) {
            try {
                service.serve(TOKEN, GREETING_WITHIN, List.of("none: it shares the host's JVM"));
            } catch (HandshakeException | InterruptedException failed) {
                kill("it could not be started: " + failed.getMessage());
            }
        }

        @Override
        public void send(FromHost message) {
            bounds.sending(message);
            link.send(message);
        }

        @Override
        public void kill(String why) {
            reason.compareAndSet(null, why);
            link.close(why);
        }

        @Override
        public long residentBytes() {
            return 0;
        }

        @Override
        public void message(FromWorker message) {
            bounds.came(message);
            if (message instanceof Message.Ready(var walls)) {
                listener.ready(walls);
            } else {
                listener.message(message);
            }
        }

        @Override
        public void closed(String why) {
            String death = reason.get();
            listener.gone(new Death(death == null ? why : death, false));
        }
    }
}
