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
import dev.vivarium.engine.link.TransportPair;
import dev.vivarium.engine.worker.Jvm;
import dev.vivarium.engine.worker.PythonWalls;
import dev.vivarium.engine.worker.Worker;
import dev.vivarium.engine.worker.WorkerService;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers inside the host's own JVM. There is no process to kill, so a script that can't be interrupted is
 * abandoned with its thread.
 */
final class InHostLauncher implements Launcher {

    private static final Duration GREETING_WITHIN = Duration.ofSeconds(30);
    private static final String TOKEN = "in the host";

    private final Supplier<TransportPair> transports;
    private final FarEnd farEnd;

    InHostLauncher(Supplier<TransportPair> transports, FarEnd farEnd) {
        this.transports = transports;
        this.farEnd = farEnd;
    }

    /**
     * Starts workers that run Python, over the in-memory link: for trusted scripts alone.
     *
     * @param time what sleeping scripts wait by
     */
    static InHostLauncher ofWorkers(TimeSource time) {
        return new InHostLauncher(MemoryTransport::pair, (name, far) -> {
            Worker worker = new Worker(name, time, PythonWalls.STANDING, OutputStream.nullOutputStream(), Jvm.SHARED);
            WorkerService service = new WorkerService(worker, far, far::close);
            return () -> service.serve(TOKEN, GREETING_WITHIN, List.of("none: it shares the host's JVM"));
        });
    }

    /** Makes what is at the far end of a link. */
    @FunctionalInterface
    interface FarEnd {

        /**
         * Makes it, which may take seconds.
         *
         * @param name begins the names of its threads
         */
        Greeting at(String name, Link<FromWorker, FromHost> far);
    }

    /** What is ready to say Hello. */
    @FunctionalInterface
    interface Greeting {

        /** Shakes hands with the host by {@link #greet}, and says {@link Message.Ready} then. */
        void say() throws HandshakeException, InterruptedException;
    }

    /** The handshake of a far end that is no {@link WorkerService}; from then on {@code receiver} hears what follows. */
    static void greet(Link<FromWorker, FromHost> far, Receiver<FromHost> receiver)
            throws HandshakeException, InterruptedException {
        Handshake.worker(far, TOKEN, GREETING_WITHIN, receiver);
        far.send(new Message.Ready(List.of()));
    }

    @Override
    public Hand launch(int number, Listener listener) {
        TransportPair pair = transports.get();
        InHostHand hand = new InHostHand(pair, number, listener);
        Thread.ofPlatform()
                .daemon()
                .name("vivarium-in-host-worker-" + number + "-start")
                .start(() -> hand.start(farEnd, pair));
        return hand;
    }

    @Override
    public boolean needsPings() {
        return false;
    }

    private static final class InHostHand implements Hand, Receiver<FromWorker> {

        private final String name;
        private final Listener listener;
        private final RunBounds bounds = new RunBounds();
        private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
        private final Link<FromHost, FromWorker> link;

        InHostHand(TransportPair pair, int number, Listener listener) {
            this.listener = listener;
            name = "vivarium-in-host-worker-" + number;
            link = Link.ofHost(pair.left(), name, bounds::of);
        }

        /** Makes the worker, which takes seconds; both ends live in this JVM, so both shake hands here. */
        void start(FarEnd farEnd, TransportPair pair) {
            try {
                Greeting greeting = farEnd.at(name, Link.ofWorker(pair.right(), name + "-guest"));
                Thread greeter =
                        Thread.ofPlatform().daemon().name(name + "-greeter").start(() -> greet(greeting));
                Handshake.host(link, TOKEN, GREETING_WITHIN, this);
                greeter.join();
            } catch (HandshakeException | InterruptedException | RuntimeException failed) {
                kill("it could not be started: " + failed.getMessage());
                listener.gone(new Death(String.valueOf(reason.get()), false));
            }
        }

        private void greet(Greeting greeting) {
            try {
                greeting.say();
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
        public void holdBack(long thread) {
            // It is one of the host's own.
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
