package dev.vivarium.engine.link;

import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.FromWorker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/** The first words on a link: the worker says Hello, the host checks it and says Welcome. */
public final class Handshake {

    private Handshake() {}

    /**
     * The host's part: starts {@code link} and waits for a Hello with this token and {@link Message#VERSION}. From then
     * on {@code receiver} hears what follows, perhaps before this method returns; if there is no such Hello it is never
     * called.
     *
     * @throws HandshakeException if the worker says something else or nothing in time; the link is closed then
     */
    public static void host(
            Link<FromHost, FromWorker> link, String token, Duration patience, Receiver<FromWorker> receiver)
            throws HandshakeException, InterruptedException {
        HostGate gate = new HostGate(link, token, receiver);
        link.start(gate);
        gate.await(patience, "Hello");
    }

    /**
     * The worker's part: starts {@code link}, says Hello and waits for the Welcome. From then on {@code receiver} hears
     * what follows, perhaps before this method returns; if there is no Welcome it is never called.
     *
     * @throws HandshakeException if the host closes, or says something else or nothing in time; the link is closed then
     */
    public static void worker(
            Link<FromWorker, FromHost> link, String token, Duration patience, Receiver<FromHost> receiver)
            throws HandshakeException, InterruptedException {
        WorkerGate gate = new WorkerGate(link, receiver);
        link.start(gate);
        link.send(new Message.Hello(Message.VERSION, token));
        gate.await(patience, "Welcome");
    }

    private static final class HostGate extends Gate<FromHost, FromWorker> {

        private final Link<FromHost, FromWorker> link;
        private final byte[] token;

        HostGate(Link<FromHost, FromWorker> link, String token, Receiver<FromWorker> behind) {
            super(link, behind);
            this.link = link;
            this.token = token.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        boolean isGreeting(FromWorker message) {
            return message instanceof Message.Hello;
        }

        @Override
        Optional<String> refuse(FromWorker first) {
            if (!(first instanceof Message.Hello(int version, String proof))) {
                return Optional.of("the worker's first message is no Hello");
            }
            // In constant time: how far a guess was right must not show.
            if (!MessageDigest.isEqual(token, proof.getBytes(StandardCharsets.UTF_8))) {
                return Optional.of("the Hello has the wrong token");
            }
            if (version != Message.VERSION) {
                return Optional.of("the worker speaks version " + version + ", the host version " + Message.VERSION);
            }
            link.send(new Message.Welcome());
            return Optional.empty();
        }
    }

    private static final class WorkerGate extends Gate<FromWorker, FromHost> {

        WorkerGate(Link<FromWorker, FromHost> link, Receiver<FromHost> behind) {
            super(link, behind);
        }

        @Override
        boolean isGreeting(FromHost message) {
            return message instanceof Message.Welcome;
        }

        @Override
        Optional<String> refuse(FromHost first) {
            return isGreeting(first) ? Optional.empty() : Optional.of("the host's first message is no Welcome");
        }
    }
}
